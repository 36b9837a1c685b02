/** What a process of a test has of the environment: all else is the test's to say. */
const { PATH, NODE_COMPILE_CACHE } = process.env;

export const machineEnv: Readonly<NodeJS.ProcessEnv> = { PATH, NODE_COMPILE_CACHE };
