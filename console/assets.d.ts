/// <reference types="vite/client" />

/** One icon as one file, so that a build does not read six thousand of them. */
declare module '@tabler/icons-react/dist/esm/icons/*.mjs' {
  const icon: import('@tabler/icons-react').Icon
  export default icon
}
