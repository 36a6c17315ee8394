// The standard library's file "date", for tsc.
declare const date: typeof Date;

export { date as Date };
