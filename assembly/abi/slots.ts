// Where the host writes what it returns.

const slots: usize = memory.data(24);

/** Address for the address of returned bytes, or for a returned number. */
export const dataSlot: usize = slots;
/** Address for the number of returned bytes. */
export const sizeSlot: usize = slots + 8;
/** Address for a number that is returned beside bytes. */
export const thirdSlot: usize = slots + 16;

/** Sets all to 0: on some ways the host writes nothing. */
export function clearSlots(): void {
  store<u64>(dataSlot, 0);
  store<u64>(sizeSlot, 0);
  store<u64>(thirdSlot, 0);
}
