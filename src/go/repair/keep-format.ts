// placeholder
export function keepFormat(_original: string, edited: string): string {
  return edited;
}
