import { posix } from "node:path";
import type { SourceFile } from "./source-file.ts";

const MAX_FILES = 40;
const PYTHON = /\.pyi?$/;
const JAVASCRIPT = /\.[cm]?[jt]sx?$/;
const PYTHON_FROM = /^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+(\([^)]*\)|[^\n(#]*)/gm;
const PYTHON_IMPORT = /^[ \t]*import[ \t]+([\w., \t]+)/gm;
const JAVASCRIPT_IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\s*\(\s*)["'](\.{1,2}\/[^"']+)["']/g;
const JAVASCRIPT_ENDINGS = [".ts", ".tsx", ".js", ".mjs", ".jsx"];

/**
 * Paths at which the repository's own files that these files import may be, the likeliest first: a failing test names
 * itself in the log, but what is broken is what it imports. Pure: most of them will not exist.
 */
export function filesImportedBy(files: readonly SourceFile[]): string[] {
  const known = new Set(files.map((file) => file.path));
  const named = new Set<string>();
  for (const file of files) {
    for (const path of PYTHON.test(file.path)
      ? pythonImports(file)
      : JAVASCRIPT.test(file.path)
        ? scriptImports(file)
        : []) {
      const isInside = !path.startsWith("..") && !path.startsWith("/");
      if (isInside && !known.has(path)) named.add(path);
    }
  }
  return [...named].slice(0, MAX_FILES);
}

function pythonImports({ path, content }: SourceFile): string[] {
  const folder = posix.dirname(path);
  const found: string[] = [];
  const add = (base: string, module: string) => {
    const parts = module.split(".").filter(Boolean);
    if (parts.length > 0) found.push(`${posix.join(base, ...parts)}.py`, posix.join(base, ...parts, "__init__.py"));
  };
  for (const [, dots = "", module = "", names = ""] of content.matchAll(PYTHON_FROM)) {
    const bases = dots === "" ? [".", folder] : [posix.join(folder, ...Array(dots.length - 1).fill(".."))];
    for (const base of bases) {
      add(base, module);
      for (const name of names.split(/[\s,()]+/)) if (/^[a-z_]\w*$/.test(name)) add(base, `${module}.${name}`);
    }
  }
  for (const [, modules = ""] of content.matchAll(PYTHON_IMPORT)) {
    for (const module of modules.split(",")) {
      for (const base of [".", folder]) add(base, module.trim().split(/\s/)[0] ?? "");
    }
  }
  return found;
}

function scriptImports({ path, content }: SourceFile): string[] {
  return [...content.matchAll(JAVASCRIPT_IMPORT)].flatMap(([, specifier = ""]) => {
    const target = posix.join(posix.dirname(path), specifier);
    if (JAVASCRIPT.test(target)) return [target, target.replace(/\.([cm]?)js(x?)$/, ".$1ts$2")];
    return [
      ...JAVASCRIPT_ENDINGS.map((ending) => target + ending),
      ...JAVASCRIPT_ENDINGS.map((ending) => `${target}/index${ending}`),
    ];
  });
}
