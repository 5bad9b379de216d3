"""Lightning: what a WebAssembly sandbox costs, in memory, in start-up and in metering.

Little about Lightning is public, so this package models the field it stands in and nothing of
its implementation: the layout of an instance's address space (Haas et al., PLDI 2017), the race
between two compilers and a code cache, and two ways of stopping a program that runs too long.
It leaves out the instruction set, the operating system and every measured property of a real
engine; numbers it needs are parameters, and the pages that use it say where each comes from.
"""
