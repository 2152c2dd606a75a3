import { type FieldProblem, PipewrightError } from "@pipewright/contract/errors";

/** A setting that cannot be used. The message names each by its environment variable. */
export class ConfigError extends PipewrightError {
  readonly fields: FieldProblem[];

  constructor(fields: FieldProblem[]) {
    super(
      "bad_configuration",
      500,
      `These settings cannot be used:\n${fields.map((field) => `  ${field.path}: ${field.message}`).join("\n")}`,
    );
    this.fields = fields;
  }
}
