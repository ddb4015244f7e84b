// The headers that CloudFront adds to the page's files.
import { Aws, Duration } from "aws-cdk-lib";
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from "aws-cdk-lib/aws-cloudfront";
import type { Construct } from "constructs";
import { contentPolicy, guardHeaders } from "../web/headers.ts";
import { bucketName } from "./names.ts";
import type { Settings } from "./settings.ts";

export function pageHeaders(scope: Construct, settings: Settings): ResponseHeadersPolicy {
  // 'self' covers the socket too: it has the page's own host. Uploads go straight to the files bucket.
  const uploads = `https://${bucketName(settings, "files")}.s3.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  return new ResponseHeadersPolicy(scope, "page-headers", {
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: contentPolicy([uploads]), override: true },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
      strictTransportSecurity: { accessControlMaxAge: Duration.days(365), includeSubdomains: true, override: true },
    },
    customHeadersBehavior: {
      customHeaders: Object.entries(guardHeaders).map(([header, value]) => ({ header, value, override: true })),
    },
  });
}
