import { importFromCollectionsAbcEdit, importModuleEdit } from "../edits/python-edits.ts";
import { manual, script } from "../remedies.ts";
import { repositoryPath } from "../repository-path.ts";
import type { Found, Rule } from "../rule.ts";
import {
  MOVED_TO_COLLECTIONS_ABC,
  packageOfModule,
  REMOVED_MODULES,
  SHARED_NAMESPACES,
  STANDARD_MODULES,
} from "./python-names.ts";
import { addRequirement, importFromCollectionsAbc, importModule } from "./python-scripts.ts";

const FRAME = /^\s*File "(?<file>[^"]+)", line (?<line>\d+)/;
const NO_MODULE = /(?:ModuleNotFoundError|ImportError|ERROR): No module named '?(?<name>[A-Za-z_][\w.-]*)'?/;

/** Where pytest says in which file the exception was raised: below the exception. */
const PYTEST_PLACE = /^(?<file>[\w./-]{1,300}\.py):\d+: (?:[A-Z]\w+|in )/;

/** The repository's file in which the exception was raised. */
function frame(found: Found): string | undefined {
  const named = found.above(FRAME) ?? (found.field("0").startsWith("E ") ? found.below(PYTEST_PLACE) : undefined);
  return named?.groups?.file === undefined ? undefined : repositoryPath(named.groups.file);
}

export const PYTHON: Rule[] = [
  {
    id: "python/standard-module-not-imported",
    category: "runtime_error",
    severity: "high",
    confidence: 0.97,
    pattern: /^(?:E\s+)?NameError: (?:global )?name '(?<name>[A-Za-z_]\w*)' is not defined/,
    explain(found) {
      const name = found.field("name");
      const file = frame(found);
      const where = file ?? "the program";
      if (!STANDARD_MODULES.has(name) || file === undefined) {
        return {
          title: `\`${name}\` is used in ${where} but not defined`,
          rootCause: `Nothing defines or imports the name ${name} before it is used.`,
          remedy: manual(`Define or import ${name}`, `The log does not say where ${name} should come from.`),
        };
      }
      return {
        title: `\`${name}\` is used in ${file} but never imported`,
        rootCause: `${file} uses the standard module ${name}, and no import brings it in.`,
        remedy: script(
          `Import ${name} in ${file}`,
          `${name} is a module of Python's standard library.`,
          importModule(name, file),
          { edit: importModuleEdit(name, file) },
        ),
      };
    },
  },
  {
    id: "python/alias-moved-to-collections-abc",
    category: "runtime_error",
    severity: "high",
    confidence: 0.97,
    pattern: /^(?:E\s+)?ImportError: cannot import name '(?<name>[A-Za-z]+)' from 'collections'/,
    explain(found) {
      const name = found.field("name");
      const file = frame(found);
      if (!MOVED_TO_COLLECTIONS_ABC.has(name) || file === undefined) return null;
      const importLine = found.above(/^\s*from collections import (?<names>.+)/, 4)?.groups?.names ?? name;
      const title = `${file} imports \`${name}\` from collections, where it no longer is`;
      const rootCause = `Python 3.10 removed the aliases of collections.abc from collections; ${name} is imported by its old name.`;
      if (importLine.includes("(") || importLine.includes("\\")) {
        const why = `The import in ${file} goes over several lines; move ${name} by hand.`;
        return { title, rootCause, remedy: manual(`Import ${name} from collections.abc`, why) };
      }
      return {
        title,
        rootCause,
        remedy: script(
          `Import ${name} from collections.abc in ${file}`,
          "The names are the same ones, in their own module.",
          importFromCollectionsAbc([...MOVED_TO_COLLECTIONS_ABC], file),
          { edit: importFromCollectionsAbcEdit(MOVED_TO_COLLECTIONS_ABC, file) },
        ),
      };
    },
  },
  {
    id: "python/module-not-in-requirements",
    category: "dependency",
    severity: "medium",
    confidence: 0.95,
    pattern: /No module named '(?<name>[\w.-]+)' in (?<file>[\w./-]*requirements[\w.-]*\.txt)/,
    explain(found) {
      const file = repositoryPath(found.field("file"));
      if (file === undefined) return null;
      return {
        title: `\`${found.field("name")}\` is imported but not listed in ${file}`,
        rootCause: `The program imports ${found.field("name")}, and ${file} does not declare it.`,
        remedy: script(
          `Add ${found.field("name")} to ${file}`,
          `The check asks for this name in ${file}; look whether the package has the same name as the module.`,
          addRequirement(found.field("name"), file),
        ),
      };
    },
  },
  {
    id: "python/removed-module",
    category: "dependency",
    severity: "high",
    confidence: 0.94,
    pattern: NO_MODULE,
    explain(found) {
      const name = found.field("name").split(".")[0] ?? "";
      const removal = REMOVED_MODULES.get(name);
      if (removal === undefined) return null;
      const { since, instead } = removal;
      return {
        title: `Python ${since} has no module \`${name}\` any more`,
        rootCause: `${name} was a part of Python until ${since} removed it from the standard library; the program, or a package that it uses, still imports it.`,
        remedy: manual(
          `Replace ${name}${instead === undefined ? "" : ` (${instead})`}, or run on a Python before ${since}`,
          "The module is no package that could be installed under this name; which way to go is a decision.",
        ),
      };
    },
  },
  {
    id: "python/missing-submodule",
    category: "missing_file",
    severity: "high",
    confidence: 0.93,
    pattern: NO_MODULE,
    explain(found) {
      const module = found.field("name");
      const parent = module.slice(0, Math.max(0, module.lastIndexOf(".")));
      const root = parent.split(".")[0] ?? parent;
      if (parent === "" || SHARED_NAMESPACES.has(root)) return null;
      const known = packageOfModule(root);
      const title = `\`${parent}\` has no module \`${module.slice(parent.length + 1)}\``;
      if (known !== undefined) {
        return {
          title,
          rootCause: `${root} is installed, but the version that the job has brings no ${module}.`,
          remedy: manual(`Choose a version of ${known} that has ${module}`, "Which version is meant is a decision."),
        };
      }
      return {
        title,
        rootCause: `Python finds ${parent}, but no ${module} in it: the import is misspelt, the file was not committed or not generated, or another folder or package hides the one that was meant.`,
        remedy: manual(
          `Correct the import of ${module}, or add the file`,
          `No package that could be installed is named so: ${root} itself was found.`,
        ),
      };
    },
  },
  {
    id: "python/missing-module",
    category: "dependency",
    severity: "high",
    confidence: 0.92,
    pattern: NO_MODULE,
    explain(found) {
      const name = found.field("name");
      const known = packageOfModule(name);
      return {
        title: `The Python module \`${name}\` is not installed`,
        rootCause: `The program imports ${name}, and the environment of the job does not have it.`,
        remedy:
          known === undefined
            ? manual(
                `Make ${name} importable`,
                "It may be a package that is not declared, or a module of the repository that is missing or not on the path.",
              )
            : script(
                `Add ${known} to requirements.txt`,
                `${known} is the package that brings the module ${name}.`,
                addRequirement(known, "requirements.txt"),
              ),
      };
    },
  },
  {
    id: "python/syntax-error",
    category: "compile",
    severity: "high",
    confidence: 0.9,
    pattern: /^(?:E\s+)?(?<kind>SyntaxError|IndentationError|TabError): (?<text>(?!.{0,80} in JSON).+)/,
    explain(found) {
      const file = frame(found) ?? "a source file";
      return {
        title: `${file} is not valid Python: ${found.field("text")}`,
        rootCause: `Python cannot read ${file}, so nothing that imports it can run.`,
        remedy: manual(`Mend the syntax of ${file}`, "The log shows where it breaks, not what was meant."),
      };
    },
  },
];
