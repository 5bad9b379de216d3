// Runs modules in V8: reads a list of { content, calls } as JSON, writes a list of answers.
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

const cell = new DataView(new ArrayBuffer(8));

function argument(kind, value) {
  if (kind === "i64") return BigInt(value);
  if (kind !== "f32") return Number(value);
  cell.setUint32(0, Number(value));
  return cell.getFloat32(0);
}

function bits(kind, value) {
  if (kind === "i32") return String(value >>> 0);
  if (kind === "i64") return String(BigInt.asUintN(64, value));
  if (Number.isNaN(value)) return "nan";
  if (kind === "f32") cell.setFloat32(0, value);
  else cell.setFloat64(0, value);
  return String(kind === "f32" ? cell.getUint32(0) : cell.getBigUint64(0));
}

const answers = JSON.parse(readFileSync(0, "utf8")).map(({ content, calls }) => {
  const module = new WebAssembly.Module(Buffer.from(content, "base64"));
  const { exports } = new WebAssembly.Instance(module);
  return calls.map(([name, kinds, values, result]) => {
    let answer = "trap";
    try {
      answer = bits(result, exports[name](...values.map((value, i) => argument(kinds[i], value))));
    } catch (error) {
      if (!(error instanceof WebAssembly.RuntimeError)) throw error;
    }
    const memory = Buffer.from(exports.memory.buffer);
    return [answer, createHash("sha256").update(memory).digest("hex")];
  });
});
process.stdout.write(JSON.stringify(answers));
