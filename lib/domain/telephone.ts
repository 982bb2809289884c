/** The address that dials a written number: 'tel:+494055570100' for '+49 (0)40 5557 0100'. */
export function telephoneLink(phone: string): string {
  const international = phone.trim().startsWith('+')
  // '(0)' is dialled inside the country only.
  const digits = (international ? phone.replace('(0)', '') : phone).replace(/\D/g, '')
  return `tel:${international ? '+' : ''}${digits}`
}
