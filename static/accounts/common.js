// Passphrases that many people use, and parts of passphrases that carry no secret. They are looked at in the browser:
// what somebody types there is sent nowhere.

/** What is left when these are taken out must still be long enough. */
export const PARTS = `
  administrator password passphrase passwort contrasena motdepasse kennwort parola haslo
  wachtwoord letmein welcome iloveyou loveyou trustno superman batman dragon monkey master
  shadow sunshine princess football baseball liverpool arsenal chelsea starwars pokemon
  minecraft whatever freedom computer internet charlie jordan michael jessica ashley secret
  changeme default qwerty qwertz azerty asdf login admin guest user test hello access please
  mypass thisismy lovely forever always january february march april june july august september
  october november december monday tuesday wednesday thursday friday saturday sunday
  lanternrooms ketamine recovery sober clean meeting
`
  .trim()
  .split(/\s+/);

/** Whole sentences that are tried first. */
export const SENTENCES = [
  "correct horse battery staple",
  "to be or not to be that is the question",
  "to be or not to be",
  "the quick brown fox jumps over the lazy dog",
  "may the force be with you",
  "i love you so much",
  "i love you forever",
  "i will always love you",
  "let it be let it be",
  "happy birthday to you",
  "once upon a time",
  "in the beginning was the word",
  "in the beginning god created",
  "the lord is my shepherd",
  "for god so loved the world",
  "our father who art in heaven",
  "god grant me the serenity",
  "god grant me the serenity to accept the things i cannot change",
  "one day at a time",
  "just for today i will",
  "keep coming back it works",
  "keep coming back",
  "it works if you work it",
  "progress not perfection",
  "this too shall pass",
  "let go and let god",
  "first things first",
  "live and let live",
  "we admitted we were powerless",
  "higher power higher power",
  "twelve steps twelve traditions",
  "winter is coming",
  "never gonna give you up",
  "here comes the sun",
  "all you need is love",
  "twinkle twinkle little star",
  "mary had a little lamb",
  "carpe diem carpe diem",
  "this is my password",
  "this is my passphrase",
  "my voice is my passport",
  "my voice is my passport verify me",
  "open sesame open sesame",
  "abracadabra abracadabra",
  "supercalifragilisticexpialidocious",
  "antidisestablishmentarianism",
  "a passphrase nobody knows",
  "lorem ipsum dolor sit amet",
  "all work and no play makes jack a dull boy",
  "houston we have a problem",
  "elementary my dear watson",
  "live long and prosper",
];
