// The papers that travel as PDF: a quote, an order, an invoice, four CVs.
import { pdf } from "./pdf.ts";

export function quotation(): Buffer {
  return pdf([
    "Quote Q-0312",
    "Acme, small machines for slow mornings",
    "",
    "For: The Three Magpies",
    "",
    "# Orsa, two groups, bottle green",
    "Machine                                   4,950.00 EUR",
    "Delivery and installation              280.00 EUR",
    "One day of training, four people    350.00 EUR",
    "",
    "# Total  5,580.00 EUR, without VAT",
    "Valid for thirty days. The crate is 92 cm wide; please measure your doors.",
  ]);
}

export function purchaseOrder(): Buffer {
  return pdf([
    "Purchase order PO-0007",
    "The Three Magpies, in the old bank",
    "",
    "To: Acme",
    "We order one Orsa with two groups as in your quote Q-0312.",
    "Door: 110 cm. Floor: marble. Neighbours: informed.",
    "",
    "Signed, O. Marchetti-Byrne",
  ]);
}

export function invoice(): Buffer {
  return pdf([
    "Factura F-2026-118",
    "Acme, máquinas pequeñas para mañanas lentas",
    "",
    "Cliente: el señor de las gafas",
    "",
    "# Lumaca, color marfil",
    "Base imponible   890,00 €",
    "IVA 21 %            186,90 €",
    "# Total            1.076,90 €",
    "",
    "Gracias por su compra.",
  ]);
}

/** A CV: the name, then its lines. */
export function cv(name: string, ...lines: string[]): Buffer {
  return pdf([name, "Curriculum vitae", "", ...lines]);
}
