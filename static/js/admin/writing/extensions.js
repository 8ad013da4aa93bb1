/** Our parts of the text editor besides figures. */
export {};
