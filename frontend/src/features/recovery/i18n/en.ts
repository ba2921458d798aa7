export default {
  forgot: {
    title: 'Forgotten password',
    lead: 'We send you a link to choose a new password.',
    email: 'Email',
    submit: 'Send the link',
    sentTitle: 'Check your email',
    sentText:
      'If there is an account with {email}, the link arrives within a few minutes and works for one hour. Look into the spam folder, too.',
    again: 'Use another email',
    back: 'Back to sign-in',
  },
  reset: {
    title: 'Choose a new password',
    lead: 'Once it is saved, every device is signed out of your account.',
    submit: 'Save password',
    doneTitle: 'Password changed',
    doneText: 'Sign in with your new password.',
    signIn: 'Sign in',
    badTitle: 'This link does not work',
    badText: 'The link was used, has expired or is incomplete. Ask for a new one.',
    askAgain: 'Ask for a new link',
  },
  verify: {
    title: 'Confirm your email',
    lead: 'Press the button below if it was you who opened this link.',
    submit: 'Yes, this is my email',
    doneTitle: 'Email confirmed',
    doneText: '{email} is now proved to be yours.',
    goOn: 'Continue',
    badText: 'The link was used, has expired or is incomplete. Sign in and send a new one from your profile.',
  },
};
