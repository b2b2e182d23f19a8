/** The reader's WebAssembly as the build hands it on: the address of a file of ours. */
declare module "*.wasm?url" {
  const address: string;
  export default address;
}
