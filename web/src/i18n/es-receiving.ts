// Spanish: how mail reaches an inbox.
import type { receiving as english } from "./en-receiving.ts";

export const receiving: Readonly<Record<keyof typeof english, string>> = {
  "settings.receiving": "Recibir correo",
  "settings.receiving.purpose": "Las direcciones de esta bandeja, cómo llega su correo y si llega de verdad.",
  "settings.receiving.addresses": "Direcciones",
  "settings.receiving.addresses.text": "El correo a cualquiera de ellas se convierte en una conversación de esta bandeja.",
  "settings.receiving.sends": "Las respuestas se envían desde esta dirección.",
  "settings.receiving.unproved": "Sin comprobar",
  "settings.receiving.directly": "El correo llega directamente",
  "settings.receiving.forwarded": "El correo llega por reenvío",
  "settings.receiving.set-up": "Configurar",
  "settings.receiving.set-up-of": "Configurar {{ address }}",
  "settings.receiving.remove": "Quitar {{ address }}",
  "settings.receiving.removed": "Quitada: {{ address }}",
  "settings.receiving.add": "Añadir",
  "settings.receiving.add.label": "Añadir una dirección",
  "settings.receiving.add.text": "Una dirección, o *@ y un dominio para todo lo que no recibe ninguna otra dirección suya.",
  "settings.receiving.added": "Añadida: {{ address }}",
  "settings.receiving.copy": "Copiar: {{ what }}",
  "settings.receiving.copied": "Copiado: {{ what }}",

  "settings.receiving.way": "¿Cómo llega aquí su correo?",
  "settings.receiving.forwarding": "Otro servicio de correo lo reenvía",
  "settings.receiving.forwarding.text": "Todo lo demás sigue igual. Funciona al momento, sin cambios en el DNS.",
  "settings.receiving.forward-to": "Reenvía a esta dirección",
  "settings.receiving.gmail": "Gmail y Google Workspace",
  "settings.receiving.gmail.1":
    "En Gmail, abre Configuración, Ver toda la configuración, Reenvío y correo POP/IMAP. Elige Añadir una dirección de reenvío y pega la dirección de arriba.",
  "settings.receiving.gmail.2":
    "Google envía un correo que pide confirmación. Su código y su enlace aparecen abajo en menos de un minuto.",
  "settings.receiving.gmail.3":
    "De vuelta en Gmail, elige Reenviar una copia del correo entrante a esa dirección y guarda los cambios.",
  "settings.receiving.gmail.workspace":
    "Para una dirección sin buzón, un administrador puede hacerlo en la consola de administración de Google, en Gmail, Enrutamiento predeterminado: entregar también a la dirección de arriba. Entonces no hay que confirmar nada.",
  "settings.receiving.microsoft": "Outlook y Microsoft 365",
  "settings.receiving.microsoft.1":
    "En el Centro de administración de Microsoft 365, abre el usuario o el buzón compartido, y ahí Reenvío de correo. En Outlook.com: Configuración, Correo, Reenvío.",
  "settings.receiving.microsoft.2": "Actívalo, pega la dirección de arriba, guarda una copia si quieres, y guarda los cambios.",
  "settings.receiving.microsoft.3":
    "Microsoft 365 no reenvía a nadie de fuera hasta que un administrador lo permite: en Microsoft Defender, en la directiva antispam de salida, pon Reenvío automático en Activado.",
  "settings.receiving.other": "Cualquier otro servicio de correo",
  "settings.receiving.other.1":
    "En su configuración, busca Reenvío, Redirección o Alias, y haz que pase cada correo sin cambios a la dirección de arriba.",
  "settings.receiving.other.2":
    "Si puedes elegir, usa la redirección: el cliente sigue siendo el remitente. Un correo dentro de otro no sirve.",
  "settings.receiving.mx": "Llega aquí directamente, por un registro MX",
  "settings.receiving.mx.text": "Para un dominio que no tiene otros buzones.",
  "settings.receiving.mx.all":
    "Un registro MX se queda con todo el correo de {{ domain }}: desde entonces ningún otro servicio lo recibe. Si hay personas con buzones ahí, usa el reenvío o un subdominio.",
  "settings.receiving.mx.type": "Tipo",
  "settings.receiving.mx.name": "Nombre",
  "settings.receiving.mx.priority": "Prioridad",
  "settings.receiving.mx.value": "Valor",
  "settings.receiving.mx.domain":
    "Amazon SES también debe aceptar el correo de {{ domain }}. Quien lleva esta instalación lo nombra en INBOX_RECIPIENTS y despliega; npm run domains dice después qué registros faltan.",
  "settings.receiving.mx.nowhere":
    "Esta bandeja funciona en una sola máquina, que ningún registro MX puede nombrar. Entrega el correo en el puerto SMTP que ha mostrado npm run dev.",

  "settings.receiving.google": "Google pregunta: ¿puede {{ account }} reenviar correo aquí?",
  "settings.receiving.google.somebody": "una cuenta",
  "settings.receiving.google.text":
    "Si es tu cuenta, escribe el código en Gmail, o abre la página de Google y confirma. Si no, no hagas nada.",
  "settings.receiving.google.code": "Código",
  "settings.receiving.google.dismiss": "Descartar la pregunta de Google",
  "settings.receiving.google.open": "Abrir la página de Google",

  "settings.receiving.check": "Comprobar que funciona",
  "settings.receiving.check.text": "Espera aquí y escribe un correo a la dirección desde cualquier cuenta ajena a esta bandeja.",
  "settings.receiving.check.start": "Esperar un correo",
  "settings.receiving.check.waiting": "Esperando un correo a {{ address }} desde {{ time }}",
  "settings.receiving.check.why":
    "Escríbelo desde una cuenta que no tenga nada que ver con esta bandeja. Un correo enviado por nosotros tomaría otro camino que el de tus clientes, y Gmail oculta las copias de lo que uno mismo escribió.",
  "settings.receiving.check.write": "Escribir el correo",
  "settings.receiving.check.stop": "Dejar de esperar",
  "settings.receiving.check.subject": "¿Llega esto?",
  "settings.receiving.check.stopped":
    "No ha llegado nada en 15 minutos, y esta página ha dejado de mirar. Revisa los pasos de arriba; un correo que llegue más tarde también cuenta.",
  "settings.receiving.check.look": "Mirar otra vez",
  "settings.receiving.check.directly": "Funciona: un correo a {{ address }} llegó directamente, {{ time }}.",
  "settings.receiving.check.forwarded": "Funciona: un correo a {{ address }} llegó por reenvío, {{ time }}.",
  "settings.receiving.check.again": "Comprobar de nuevo",
};
