// What the scripts of the search share with each other and with Sphinx's own.

interface Window {
  /** Called by every data file with its name, the version of the index, and its content. */
  $found: (name: string, version: string, data: any) => void;
  siteSearch: {
    /** Load a script of the search's folder. */
    script: (name: string) => Promise<unknown>;
    /** Load a style sheet of the search's folder. */
    style: (name: string) => Promise<unknown>;
    /** Load the search, once. */
    load: () => Promise<import("./app.js").App>;
    /** What has been found and not been taken yet. */
    arrived: Map<string, [version: string, data: any]>;
    /** What app.js lends to code that is loaded later. */
    shared?: Record<string, unknown>;
    /** The first request for core.js. */
    first?: Promise<unknown>;
    /** The dialog, with its form and box. */
    dialog?: HTMLDialogElement;
    /** Start the search of the site at this address. */
    start: (root: string) => Promise<import("./app.js").App>;
  };
}

/** Sphinx's searchtools.js, on the search page. */
declare const Search: 
  | { performSearch: (query: string) => void; hasIndex: () => boolean }
  | undefined;
