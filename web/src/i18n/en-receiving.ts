// English: how mail reaches an inbox. They come with the settings.
export const receiving = {
  "settings.receiving": "Receiving mail",
  "settings.receiving.purpose": "The addresses of this inbox, how their mail comes here, and whether it does.",
  "settings.receiving.addresses": "Addresses",
  "settings.receiving.addresses.text": "Mail to any of them becomes a conversation in this inbox.",
  "settings.receiving.sends": "Answers are sent from this address.",
  "settings.receiving.unproved": "Not checked yet",
  "settings.receiving.directly": "Mail arrives directly",
  "settings.receiving.forwarded": "Mail arrives by forwarding",
  "settings.receiving.set-up": "Set up",
  "settings.receiving.set-up-of": "Set up {{ address }}",
  "settings.receiving.remove": "Remove {{ address }}",
  "settings.receiving.removed": "Removed {{ address }}",
  "settings.receiving.add": "Add",
  "settings.receiving.add.label": "Add an address",
  "settings.receiving.add.text": "One address, or *@ and a domain for everything that no other address of it takes.",
  "settings.receiving.added": "Added {{ address }}",
  "settings.receiving.copy": "Copy: {{ what }}",
  "settings.receiving.copied": "Copied: {{ what }}",

  "settings.receiving.way": "How does its mail come here?",
  "settings.receiving.forwarding": "Another mail service forwards it",
  "settings.receiving.forwarding.text": "Everything else stays as it is. This works at once, without a change in DNS.",
  "settings.receiving.forward-to": "Forward to this address",
  "settings.receiving.gmail": "Gmail and Google Workspace",
  "settings.receiving.gmail.1":
    "In Gmail, open Settings, See all settings, Forwarding and POP/IMAP. Choose Add a forwarding address and paste the address above.",
  "settings.receiving.gmail.2":
    "Google sends a mail that asks for confirmation. Its code and its link appear below, within a minute.",
  "settings.receiving.gmail.3": "Back in Gmail, choose Forward a copy of incoming mail to that address, and save the changes.",
  "settings.receiving.gmail.workspace":
    "For an address without a mailbox, an administrator can do it in the Google Admin console, under Gmail, Default routing: also deliver to the address above. Then nothing has to be confirmed.",
  "settings.receiving.microsoft": "Outlook and Microsoft 365",
  "settings.receiving.microsoft.1":
    "In the Microsoft 365 admin center, open the user or the shared mailbox, and there Email forwarding. In Outlook.com: Settings, Mail, Forwarding.",
  "settings.receiving.microsoft.2": "Switch it on, paste the address above, keep a copy if you want one, and save.",
  "settings.receiving.microsoft.3":
    "Microsoft 365 forwards to nobody outside until an administrator allows it: in Microsoft Defender, in the outbound anti-spam policy, set Automatic forwarding to On.",
  "settings.receiving.other": "Any other mail service",
  "settings.receiving.other.1":
    "In its settings, look for Forwarding, Redirection or Aliases, and let it pass every mail on to the address above, unchanged.",
  "settings.receiving.other.2":
    "If you can choose, take redirection: the customer stays the sender. Mail inside a mail does not work.",
  "settings.receiving.mx": "It comes here directly, by an MX record",
  "settings.receiving.mx.text": "For a domain that has no other mailboxes.",
  "settings.receiving.mx.all":
    "An MX record takes over all mail of {{ domain }}: no other mail service receives any of it from then on. If people have mailboxes there, use forwarding, or a subdomain.",
  "settings.receiving.mx.type": "Type",
  "settings.receiving.mx.name": "Name",
  "settings.receiving.mx.priority": "Priority",
  "settings.receiving.mx.value": "Value",
  "settings.receiving.mx.domain":
    "Amazon SES must take mail for {{ domain }}, too. Whoever runs this deployment names it in INBOX_RECIPIENTS and deploys; npm run domains then says which records are missing.",
  "settings.receiving.mx.nowhere":
    "This inbox runs on one machine, which no MX record can name. Hand mail to the SMTP port that npm run dev has printed.",

  "settings.receiving.google": "Google asks: may {{ account }} forward mail here?",
  "settings.receiving.google.somebody": "an account",
  "settings.receiving.google.text":
    "If that is your account, type the code in Gmail, or open Google’s page and confirm. If not, do nothing.",
  "settings.receiving.google.code": "Code",
  "settings.receiving.google.dismiss": "Dismiss Google’s question",
  "settings.receiving.google.open": "Open Google’s page",

  "settings.receiving.check": "Check that it works",
  "settings.receiving.check.text": "Wait here, and write a mail to the address from any account outside of this inbox.",
  "settings.receiving.check.start": "Wait for a mail",
  "settings.receiving.check.waiting": "Waiting for a mail to {{ address }} since {{ time }}",
  "settings.receiving.check.why":
    "Write it from an account that has nothing to do with this inbox. A mail that we sent ourselves would take another way than your customers’ mail, and Gmail hides copies of what one wrote oneself.",
  "settings.receiving.check.write": "Write the mail",
  "settings.receiving.check.stop": "Stop waiting",
  "settings.receiving.check.subject": "Does this arrive?",
  "settings.receiving.check.stopped":
    "Nothing has come for 15 minutes, so this page has stopped looking. Check the steps above; a mail that comes later still counts.",
  "settings.receiving.check.look": "Look again",
  "settings.receiving.check.directly": "It works: a mail to {{ address }} arrived directly, {{ time }}.",
  "settings.receiving.check.forwarded": "It works: a mail to {{ address }} arrived by forwarding, {{ time }}.",
  "settings.receiving.check.again": "Check again",
} as const;
