// What the scripts of the search share with each other and with Sphinx's own.

type DataFile = [version: string, content: any];

interface Window {
  /** Called by every data file with the version of the index, and its content. */
  $file: (...file: DataFile) => void;
  siteSearch: {
    /** Load a script of the search's folder; of a data file, return what it says. */
    script: (name: string) => Promise<DataFile | undefined>;
    /** Load a style sheet of the search's folder. */
    style: (name: string) => Promise<unknown>;
    /** Load the search, once. */
    load: () => Promise<import("./app.js").App>;
    /** What app.js lends to code that is loaded later. */
    shared?: Record<string, unknown>;
    /** The first request for core.js. */
    first?: Promise<DataFile | undefined>;
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
