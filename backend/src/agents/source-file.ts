/** A file of the workspace. */
export interface SourceFile {
  /** Relative to the repository's root, with forward slashes. */
  path: string;
  content: string;
  /** True when only the beginning is given. */
  cut?: boolean;
}
