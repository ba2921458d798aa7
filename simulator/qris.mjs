/** A dynamic QRIS text of a merchant that does not exist: well-formed, with its checksum, and not payable. */
const field = (id, value) => `${id}${String(value.length).padStart(2, '0')}${value}`;

/** CRC-16/CCITT-FALSE as EMV's merchant-presented codes end with it. */
export function crc16(text) {
  let crc = 0xffff;
  for (const byte of Buffer.from(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc & 0x8000 ? (crc << 1) ^ 0x1021 : crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

export function qrisText(amount, bill) {
  const body = [
    field('00', '01'),
    field('01', '12'),
    field(
      '26',
      field('00', 'ID.CONTOH.WWW') +
        field('01', '936009990000000012') +
        field('02', '000000001') +
        field('03', 'UMI'),
    ),
    field('51', field('00', 'ID.CO.QRIS.WWW') + field('02', 'ID1020000000001') + field('03', 'UMI')),
    field('52', '5734'),
    field('53', '360'),
    field('54', String(amount)),
    field('58', 'ID'),
    field('59', 'MEJA SIMULATOR'),
    field('60', 'JAKARTA'),
    field('62', field('01', bill.slice(0, 25))),
  ].join('');
  return `${body}6304${crc16(`${body}6304`)}`;
}
