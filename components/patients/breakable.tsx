/** An address that is broken after its @ first, where it is too long for its line. */
export function Breakable({ email }: { email: string }) {
  const [name, ...host] = email.split('@')
  return (
    <>
      {name}@<wbr />
      {host.join('@')}
    </>
  )
}
