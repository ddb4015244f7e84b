// The page's own name, when a stage has one: whether CloudFront will take its certificate.
import { ACMClient, DescribeCertificateCommand } from "@aws-sdk/client-acm";
import { asking, nameOf } from "./asking.ts";
import { isDomain } from "./checks.ts";
import { Halt } from "./halt.ts";
import type { Settings } from "./settings.ts";

/** CloudFront reads certificates from here, wherever the stage is. */
const certificateRegion = "us-east-1";

type PageDomain = NonNullable<Settings["pageDomain"]>;

export function checkPageDomain({ pageDomain }: Pick<Settings, "pageDomain">): void {
  if (!pageDomain) return;
  const { name, certificateArn } = pageDomain;
  if (!isDomain(name)) throw new Halt(`INBOX_PAGE_DOMAIN=${name} is no domain name. It looks like inbox.example.com.`);
  const region = /^arn:aws:acm:([a-z0-9-]+):\d{12}:certificate\/[0-9a-f-]+$/.exec(certificateArn)?.[1];
  if (region === undefined) {
    throw new Halt(
      `INBOX_PAGE_CERTIFICATE=${certificateArn} is no certificate's ARN. ACM shows it, beginning with arn:aws:acm:.`,
    );
  }
  if (region === certificateRegion) return;
  throw new Halt(
    `The certificate for ${name} is in ${region}, and CloudFront takes certificates from ${certificateRegion} only. ` +
      `Request one for ${name} in ACM there, whatever the stage's own region is.`,
  );
}

/** A client that asks where CloudFront's certificates are. */
export function certificates(): ACMClient {
  return new ACMClient({ region: certificateRegion });
}

export async function checkCertificate(acm: ACMClient, { name, certificateArn }: PageDomain, emulator?: string): Promise<void> {
  const { Status, DomainName = "", SubjectAlternativeNames = [] } = (await describe(acm, certificateArn, emulator)) ?? {};
  if (Status === undefined)
    throw new Halt(`ACM knows no certificate ${certificateArn} in this account. Correct INBOX_PAGE_CERTIFICATE.`);
  if (Status !== "ISSUED") {
    throw new Halt(`The certificate for ${name} is ${Status}, not issued. ACM shows what it waits for, usually a CNAME record.`);
  }
  const names = [DomainName, ...SubjectAlternativeNames];
  if (names.some((covered) => covered === name || covered === `*.${name.slice(name.indexOf(".") + 1)}`)) return;
  throw new Halt(`The certificate covers ${names.join(", ")}, and not ${name}. Request one in ${certificateRegion} that does.`);
}

async function describe(acm: ACMClient, CertificateArn: string, emulator: string | undefined) {
  try {
    const asked = { action: "acm:DescribeCertificate", emulator };
    return (await asking(asked, () => acm.send(new DescribeCertificateCommand({ CertificateArn })))).Certificate;
  } catch (error) {
    if (nameOf(error) === "ResourceNotFoundException") return undefined;
    throw error;
  }
}
