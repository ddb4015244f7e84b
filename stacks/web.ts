// The door: one CloudFront distribution for the page, the API under /api and the sockets under /socket, so that all three
// share an origin and its cookie. The two APIs are made here without routes; `api` and `realtime` fill them.
import { CfnOutput, Fn, type Stack } from "aws-cdk-lib";
import { CfnIntegration, CfnRoute, CfnStage, HttpApi, WebSocketApi, WebSocketStage } from "aws-cdk-lib/aws-apigatewayv2";
import { Certificate } from "aws-cdk-lib/aws-certificatemanager";
import * as cloudfront from "aws-cdk-lib/aws-cloudfront";
import { HttpOrigin, S3BucketOrigin } from "aws-cdk-lib/aws-cloudfront-origins";
import { ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Function as LambdaFunction } from "aws-cdk-lib/aws-lambda";
import { BlockPublicAccess, Bucket, BucketEncryption } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { type Build, keptOnceMadeIf, stackFor } from "./defaults.ts";
import { bucketName } from "./names.ts";
import { pageHeaders } from "./page-headers.ts";

export interface Web {
  readonly httpApi: HttpApi;
  readonly socketApi: WebSocketApi;
  /** `https://…`, without a slash at its end. */
  readonly origin: string;
  /** What the page connects to. */
  readonly socketAddress: string;
  /** API Gateway's management endpoint of the sockets. */
  readonly socketManagementUrl: string;
}

/** Also the path that CloudFront passes on, so that it needs no rewriting: a WebSocket API answers on its stage's name only. */
export const socketStage = "socket";

export function web(scope: Construct, build: Build): Web {
  const { settings } = build;
  const stack = stackFor(scope, build, "web", "The page, and the door to the API and the sockets");
  const bucket = new Bucket(stack, "page", {
    bucketName: bucketName(settings, "page"),
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    removalPolicy: keptOnceMadeIf(settings.isProtected),
  });
  const httpApi = new HttpApi(stack, "http", { createDefaultStage: false, disableExecuteApiEndpoint: false });
  // Bursts of a whole team opening the page fit ten times over; what goes beyond is not a team.
  new CfnStage(stack, "http-stage", {
    apiId: httpApi.apiId,
    stageName: "$default",
    autoDeploy: true,
    defaultRouteSettings: { throttlingBurstLimit: 500, throttlingRateLimit: 200 },
  });
  const socketApi = new WebSocketApi(stack, "sockets");
  new WebSocketStage(stack, "sockets-stage", {
    webSocketApi: socketApi,
    stageName: socketStage,
    autoDeploy: true,
    throttle: { burstLimit: 100, rateLimit: 50 },
  });
  const distribution = door(stack, build, bucket, httpApi, socketApi);
  const host = settings.pageDomain?.name ?? distribution.distributionDomainName;
  new CfnOutput(stack, "page-address", { value: `https://${host}` });
  // What a page domain of one's own must point at.
  new CfnOutput(stack, "door-host", { value: distribution.distributionDomainName });
  new CfnOutput(stack, "api-endpoint", { value: httpApi.apiEndpoint });
  new CfnOutput(stack, "socket-endpoint", { value: `${socketApi.apiEndpoint}/${socketStage}` });
  return {
    httpApi,
    socketApi,
    origin: `https://${host}`,
    socketAddress: `wss://${host}/${socketStage}`,
    socketManagementUrl: settings.emulator
      ? `${settings.emulator}/_aws/execute-api/${socketApi.apiId}/${socketStage}`
      : `https://${hostOf(stack, socketApi.apiId)}/${socketStage}`,
  };
}

/** Gives the HTTP API its function. Written out, because CDK's own would put it into this stack and tie the two in a knot. */
export function apiRoute(stack: Stack, { httpApi }: Web, handler: LambdaFunction): void {
  const integration = new CfnIntegration(stack, "integration", {
    apiId: httpApi.apiId,
    integrationType: "AWS_PROXY",
    integrationUri: handler.functionArn,
    payloadFormatVersion: "2.0",
  });
  new CfnRoute(stack, "route", {
    apiId: httpApi.apiId,
    routeKey: "ANY /api/{path+}",
    target: `integrations/${integration.ref}`,
  });
  letIn(stack, handler, `${httpApi.apiId}/*/*/api/*`);
}

/** Gives the sockets their functions, by the route that calls them. */
export function socketRoutes(stack: Stack, { socketApi }: Web, handlers: Readonly<Record<string, LambdaFunction>>): void {
  for (const [routeKey, handler] of Object.entries(handlers)) {
    const integration = new CfnIntegration(stack, `${routeKey}-integration`, {
      apiId: socketApi.apiId,
      integrationType: "AWS_PROXY",
      integrationUri: `arn:${stack.partition}:apigateway:${stack.region}:lambda:path/2015-03-31/functions/${handler.functionArn}/invocations`,
    });
    new CfnRoute(stack, `${routeKey}-route`, {
      apiId: socketApi.apiId,
      routeKey,
      authorizationType: "NONE",
      target: `integrations/${integration.ref}`,
    });
    letIn(stack, handler, `${socketApi.apiId}/*/${routeKey}`);
  }
}

function letIn(stack: Stack, handler: LambdaFunction, calls: string): void {
  handler.addPermission("from-gateway", {
    principal: new ServicePrincipal("apigateway.amazonaws.com"),
    sourceArn: `arn:${stack.partition}:execute-api:${stack.region}:${stack.account}:${calls}`,
  });
}

function door(stack: Stack, { settings }: Build, bucket: Bucket, httpApi: HttpApi, socketApi: WebSocketApi) {
  const { pageDomain } = settings;
  const passedOn = {
    cachePolicy: cloudfront.CachePolicy.CACHING_DISABLED,
    originRequestPolicy: cloudfront.OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: cloudfront.AllowedMethods.ALLOW_ALL,
  };
  const apiOrigin = (apiId: string) =>
    new HttpOrigin(hostOf(stack, apiId), { originSslProtocols: [cloudfront.OriginSslPolicy.TLS_V1_2] });
  return new cloudfront.Distribution(stack, "door", {
    comment: `${stack.stackName}: page, API and sockets`,
    defaultRootObject: "index.html",
    httpVersion: cloudfront.HttpVersion.HTTP2_AND_3,
    minimumProtocolVersion: cloudfront.SecurityPolicyProtocol.TLS_V1_2_2021,
    priceClass: cloudfront.PriceClass.PRICE_CLASS_100,
    ...(pageDomain
      ? {
          domainNames: [pageDomain.name],
          certificate: Certificate.fromCertificateArn(stack, "certificate", pageDomain.certificateArn),
        }
      : {}),
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      cachePolicy: cloudfront.CachePolicy.CACHING_OPTIMIZED,
      viewerProtocolPolicy: cloudfront.ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      responseHeadersPolicy: pageHeaders(stack, settings),
      compress: true,
      functionAssociations: [{ function: pagePaths(stack), eventType: cloudfront.FunctionEventType.VIEWER_REQUEST }],
    },
    additionalBehaviors: {
      "/api/*": { origin: apiOrigin(httpApi.apiId), ...passedOn },
      [`/${socketStage}`]: { origin: apiOrigin(socketApi.apiId), ...passedOn },
    },
  });
}

/** Every path without a file's ending is the page itself. An error page would do the same, but to the API's 404s too. */
function pagePaths(stack: Stack): cloudfront.Function {
  const code = `function handler(event) {
  var request = event.request;
  if (request.uri.split("/").pop().indexOf(".") === -1) request.uri = "/index.html";
  return request;
}`;
  return new cloudfront.Function(stack, "page-paths", {
    code: cloudfront.FunctionCode.fromInline(code),
    runtime: cloudfront.FunctionRuntime.JS_2_0,
    comment: "Every path of the page is its one document",
  });
}

function hostOf(stack: Stack, apiId: string): string {
  return Fn.join("", [apiId, ".execute-api.", stack.region, ".", stack.urlSuffix]);
}
