import { type FileEdit, splitLines } from "./file-edit.ts";

/** Removes commas at a line's end that stand before a closing bracket. */
export function dropTrailingCommasEdit(file: string): FileEdit {
  return {
    file,
    apply(text) {
      const edited = text.replace(/,([ \t]*\r?\n(?:[ \t]*\r?\n)*[ \t]*[\]}])/g, "$1");
      return edited === text ? undefined : edited;
    },
  };
}

/** Puts a tab in the place of the spaces that a line begins with. */
export function indentWithTabEdit(line: number, file: string): FileEdit {
  return editLine(file, line, (text) => text.replace(/^ +(?=[^ \r\n])/, "\t"));
}

/** Takes a name out of the import on a line. */
export function removeImportEdit(name: string, line: number, file: string): FileEdit {
  const type = "(?:type[ \\t]+)?";
  const whole = new RegExp(
    `^[ \\t]*import[ \\t]+${type}(?:${name}|\\*[ \\t]+as[ \\t]+${name}|\\{[ \\t]*${type}${name}[ \\t]*,?[ \\t]*\\})[ \\t]+from[ \\t]`,
  );
  const last = new RegExp(`,[ \\t]*${type}${name}(?:[ \\t]*,)?([ \\t]*\\})`);
  const between = new RegExp(`([{,][ \\t]*)${type}${name}[ \\t]*,[ \\t]*`);
  return editLine(file, line, (text) => {
    if (!/^[ \t]*import[ \t]/.test(text)) return text;
    if (whole.test(text)) return "";
    return last.test(text) ? text.replace(last, "$1") : text.replace(between, "$1");
  });
}

function editLine(file: string, line: number, edit: (text: string) => string): FileEdit {
  return {
    file,
    apply(text) {
      const lines = splitLines(text);
      const before = lines[line - 1];
      if (before === undefined) return undefined;
      const after = edit(before);
      if (after === before) return undefined;
      lines[line - 1] = after;
      return lines.join("");
    },
  };
}
