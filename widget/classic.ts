/**
 * For pages that cannot write `type="module"`: loads the module that lies beside this script. By
 * `import()`, because Trusted Types let no script set another one's `src`.
 */
const { src } = document.currentScript as HTMLScriptElement;

void import(src.replace(".classic.js", ".js"));

export {};
