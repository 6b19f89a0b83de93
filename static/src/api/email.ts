/** E-mail addresses as the server takes them: letters of ASCII, a domain with a dot (RFC 5321). */

const EMAIL = /^[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]+\.[A-Za-z]{2,24}$/u

export const isEmail = (text: string): boolean => EMAIL.test(text)
