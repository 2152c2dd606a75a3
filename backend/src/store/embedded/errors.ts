/** Codes of MongoDB's src/mongo/base/error_codes.yml which this store answers. */
const ERROR_CODES = {
  InternalError: 1,
  BadValue: 2,
  NoSuchKey: 4,
  FailedToParse: 9,
  Unauthorized: 13,
  TypeMismatch: 14,
  Overflow: 15,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  IndexAlreadyExists: 68,
  Location56: 56,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  OperationFailed: 96,
  InvalidIndexSpecificationOption: 197,
  QueryPlanKilled: 175,
  CommandNotSupported: 115,
  CannotIndexParallelArrays: 171,
  InvalidLength: 16,
  NotSingleValueField: 54,
  CursorInUse: 12051,
  InterruptedAtShutdown: 11600,
  CommandNotSupportedOnView: 166,
  InvalidPipelineOperator: 168,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  Location16990: 16990,
  Location17276: 17276,
  Location17280: 17280,
  Location28724: 28724,
  Location28747: 28747,
  Location28818: 28818,
  Location13113: 13113,
  Location15958: 15958,
  Location15959: 15959,
  Location15969: 15969,
  Location15976: 15976,
  Location31002: 31002,
  Location31249: 31249,
  Location31253: 31253,
  Location31254: 31254,
  Location31274: 31274,
  Location40156: 40156,
  Location40169: 40169,
  Location40228: 40228,
  Location40272: 40272,
  Location40323: 40323,
  Location40324: 40324,
  Location40352: 40352,
  Location40353: 40353,
  Location40415: 40415,
  Location40600: 40600,
  Location40601: 40601,
  Location51024: 51024,
  Location51091: 51091,
  Location51132: 51132,
  Location51246: 51246,
  Location51270: 51270,
  Location51272: 51272,
  Location5107200: 5_107_200,
  Location5858203: 5_858_203,
  Location9534700: 9_534_700,
} as const;

export type ErrorName = keyof typeof ERROR_CODES;

/** An error a client sees: `code` and `codeName` are those of a real MongoDB; `details` are further reply fields. */
export class CommandError extends Error {
  readonly codeName: ErrorName;
  readonly code: number;
  readonly details: Record<string, unknown>;

  constructor(codeName: ErrorName, message: string, details: Record<string, unknown> = {}) {
    super(message);
    this.name = "CommandError";
    this.codeName = codeName;
    this.code = ERROR_CODES[codeName];
    this.details = details;
  }
}

/** Another process holds the data folder. */
export class StoreLockedError extends Error {
  readonly code = "store_locked";

  constructor(dataDir: string, holder: string) {
    super(
      `The store in ${dataDir} is in use by ${holder}. ` +
        "Stop that process, or give this one a data folder of its own, or connect both to one MongoDB.",
    );
    this.name = "StoreLockedError";
  }
}

/** The error as a client may see it: what is not ours becomes InternalError, or BadValue where the input was at fault. */
export function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (!(error instanceof Error)) return new CommandError("InternalError", String(error));
  const unknownOperator = /^accumulator '(\$\w+)' is not registered/.exec(error.message);
  if (unknownOperator) {
    return new CommandError("InvalidPipelineOperator", `Unrecognized expression '${unknownOperator[1]}'`);
  }
  const ofInput = error.constructor.name === "MingoError" || error.name.startsWith("BSON");
  return new CommandError(ofInput ? "BadValue" : "InternalError", error.message);
}
