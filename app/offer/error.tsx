'use client'

export { PageError as default } from '@/components/patient/page-error'
