export { WrongLink as default } from '@/components/patient/wrong-link'
