// Italian: how mail reaches an inbox.
import type { receiving as english } from "./en-receiving.ts";

export const receiving: Readonly<Record<keyof typeof english, string>> = {
  "settings.receiving": "Ricezione della posta",
  "settings.receiving.purpose": "Gli indirizzi di questa casella, come arriva qui la loro posta e se arriva davvero.",
  "settings.receiving.addresses": "Indirizzi",
  "settings.receiving.addresses.text": "La posta a uno qualsiasi di questi diventa una conversazione di questa casella.",
  "settings.receiving.sends": "Le risposte partono da questo indirizzo.",
  "settings.receiving.unproved": "Non ancora verificato",
  "settings.receiving.directly": "La posta arriva direttamente",
  "settings.receiving.forwarded": "La posta arriva per inoltro",
  "settings.receiving.set-up": "Configura",
  "settings.receiving.set-up-of": "Configura {{ address }}",
  "settings.receiving.remove": "Rimuovi {{ address }}",
  "settings.receiving.removed": "Rimosso: {{ address }}",
  "settings.receiving.add": "Aggiungi",
  "settings.receiving.add.label": "Aggiungi un indirizzo",
  "settings.receiving.add.text": "Un indirizzo, oppure *@ e un dominio per tutto ciò che nessun altro suo indirizzo riceve.",
  "settings.receiving.added": "Aggiunto: {{ address }}",
  "settings.receiving.copy": "Copia: {{ what }}",
  "settings.receiving.copied": "Copiato: {{ what }}",

  "settings.receiving.way": "Come arriva qui la sua posta?",
  "settings.receiving.forwarding": "La inoltra un altro servizio di posta",
  "settings.receiving.forwarding.text": "Tutto il resto rimane com’è. Funziona subito, senza modifiche al DNS.",
  "settings.receiving.forward-to": "Inoltra a questo indirizzo",
  "settings.receiving.gmail": "Gmail e Google Workspace",
  "settings.receiving.gmail.1":
    "In Gmail apri Impostazioni, Visualizza tutte le impostazioni, Inoltro e POP/IMAP. Scegli Aggiungi un indirizzo di inoltro e incolla l’indirizzo qui sopra.",
  "settings.receiving.gmail.2":
    "Google invia un messaggio che chiede conferma. Il codice e il link appaiono qui sotto entro un minuto.",
  "settings.receiving.gmail.3":
    "Di nuovo in Gmail, scegli Inoltra una copia della posta in arrivo a quell’indirizzo e salva le modifiche.",
  "settings.receiving.gmail.workspace":
    "Per un indirizzo senza casella, un amministratore può farlo nella Console di amministrazione Google, in Gmail, Routing predefinito: consegna anche all’indirizzo qui sopra. In quel caso non serve alcuna conferma.",
  "settings.receiving.microsoft": "Outlook e Microsoft 365",
  "settings.receiving.microsoft.1":
    "Nell’interfaccia di amministrazione di Microsoft 365 apri l’utente o la cassetta postale condivisa, e lì Inoltro della posta. In Outlook.com: Impostazioni, Posta, Inoltro.",
  "settings.receiving.microsoft.2": "Attivalo, incolla l’indirizzo qui sopra, conserva una copia se vuoi, e salva.",
  "settings.receiving.microsoft.3":
    "Microsoft 365 non inoltra all’esterno finché un amministratore non lo consente: in Microsoft Defender, nel criterio di protezione dalla posta indesiderata in uscita, imposta Inoltro automatico su Attivato.",
  "settings.receiving.other": "Qualsiasi altro servizio di posta",
  "settings.receiving.other.1":
    "Nelle sue impostazioni cerca Inoltro, Reindirizzamento o Alias, e fa’ passare ogni messaggio, invariato, all’indirizzo qui sopra.",
  "settings.receiving.other.2":
    "Se puoi scegliere, usa il reindirizzamento: il cliente resta il mittente. Un messaggio dentro un altro non va bene.",
  "settings.receiving.mx": "Arriva qui direttamente, con un record MX",
  "settings.receiving.mx.text": "Per un dominio che non ha altre caselle.",
  "settings.receiving.mx.all":
    "Un record MX prende tutta la posta di {{ domain }}: da quel momento nessun altro servizio la riceve. Se qualcuno ha una casella lì, usa l’inoltro o un sottodominio.",
  "settings.receiving.mx.type": "Tipo",
  "settings.receiving.mx.name": "Nome",
  "settings.receiving.mx.priority": "Priorità",
  "settings.receiving.mx.value": "Valore",
  "settings.receiving.mx.domain":
    "Anche Amazon SES deve accettare la posta di {{ domain }}. Chi gestisce questa installazione lo indica in INBOX_RECIPIENTS e la distribuisce; npm run domains dice poi quali record mancano.",
  "settings.receiving.mx.nowhere":
    "Questa casella gira su una sola macchina, che nessun record MX può indicare. Consegna la posta alla porta SMTP che npm run dev ha mostrato.",

  "settings.receiving.google": "Google chiede: {{ account }} può inoltrare la posta qui?",
  "settings.receiving.google.somebody": "un account",
  "settings.receiving.google.text":
    "Se è il tuo account, scrivi il codice in Gmail, oppure apri la pagina di Google e conferma. Se non lo è, non fare nulla.",
  "settings.receiving.google.code": "Codice",
  "settings.receiving.google.dismiss": "Ignora la domanda di Google",
  "settings.receiving.google.open": "Apri la pagina di Google",

  "settings.receiving.check": "Verifica che funzioni",
  "settings.receiving.check.text":
    "Aspetta qui e scrivi un messaggio all’indirizzo da un account qualsiasi, esterno a questa casella.",
  "settings.receiving.check.start": "Aspetta un messaggio",
  "settings.receiving.check.waiting": "In attesa di un messaggio a {{ address }} da {{ time }}",
  "settings.receiving.check.why":
    "Scrivilo da un account che non ha niente a che fare con questa casella. Un messaggio inviato da noi prenderebbe una strada diversa da quella dei clienti, e Gmail nasconde le copie di ciò che si è scritto da sé.",
  "settings.receiving.check.write": "Scrivi il messaggio",
  "settings.receiving.check.stop": "Non aspettare più",
  "settings.receiving.check.subject": "Arriva?",
  "settings.receiving.check.stopped":
    "Non è arrivato nulla per 15 minuti, e questa pagina ha smesso di guardare. Controlla i passi qui sopra; un messaggio che arriva più tardi conta lo stesso.",
  "settings.receiving.check.look": "Guarda di nuovo",
  "settings.receiving.check.directly": "Funziona: un messaggio a {{ address }} è arrivato direttamente, {{ time }}.",
  "settings.receiving.check.forwarded": "Funziona: un messaggio a {{ address }} è arrivato per inoltro, {{ time }}.",
  "settings.receiving.check.again": "Verifica di nuovo",
};
