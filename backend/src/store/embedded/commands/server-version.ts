/** What this server says it is: the MongoDB release whose answers it aims to give. */
export const SERVER_VERSION = "8.0.0";
export const SERVER_VERSION_ARRAY: readonly number[] = [8, 0, 0, 0];
/** Wire version of MongoDB 8.0. */
export const MAX_WIRE_VERSION = 25;
