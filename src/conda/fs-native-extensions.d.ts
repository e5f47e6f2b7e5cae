// What we use of fs-native-extensions, which comes without types.
declare module "fs-native-extensions" {
  /** Whether the lock is granted; it ends when the file is closed. */
  export function tryLock(fd: number, offset: number, length: number): boolean;
}
