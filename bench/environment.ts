// What the product asks of its environment, complete and leading nowhere: a figure that needs a
// server gives its address itself.
Object.assign(process.env, {
  APP_BASE_URL: 'http://medcal.test',
  DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
  AUTH0_DOMAIN: 'http://identity.test',
  AUTH0_CLIENT_ID: 'bench',
  AUTH0_CLIENT_SECRET: 'bench',
  AUTH0_SECRET: 'a-secret-of-the-figures-and-nobody-else',
  SMTP_URL: 'smtp://127.0.0.1:1',
  MAIL_FROM: 'Medcal <visits@medcal.test>',
  INNGEST_DEV: '1',
  TICK_MINUTES: '5',
  TOKEN_SECRET: 'another-secret-of-the-figures-and-nobody-else',
  LOG_LEVEL: 'error',
})
