import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import { type Attributes, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { keepExporterToItself } from '../config/config.ts';
import { requestFields } from '../logging/request-id.ts';
import { RESOURCE } from './instruments.ts';
import type { Watcher } from './metrics.ts';

/** Spans and metrics on their way to Azure Monitor. */
export interface Telemetry extends Watcher {
  /** Exports the bot's meter once a minute. */
  readonly reader: PeriodicExportingMetricReader;
  /** Sends the spans that are left, and ends. */
  close(): Promise<void>;
}

const COUNT_EVERY_MS = 60_000;

/**
 * Azure Monitor: turns and deliveries as spans, and a reader for the metrics. Built manually: nothing is taken from requests,
 * queries or errors, so that it can contain no personal data. `connectionString` is Application Insights' own, and names the
 * only host written to. Never throws if Azure doesn't answer.
 */
export function startTelemetry(connectionString: string): Telemetry {
  keepExporterToItself();
  // Nothing is kept on disk.
  const options = { connectionString, disableOfflineStorage: true };
  const spans = new BasicTracerProvider({
    resource: RESOURCE,
    spanProcessors: [new BatchSpanProcessor(new AzureMonitorTraceExporter(options))],
  });
  const exporter = new AzureMonitorMetricExporter(options);
  const tracer = spans.getTracer('esr-access-bot');
  return {
    reader: new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: COUNT_EVERY_MS }),
    turned(kind, result, seconds) {
      const failed = result === 'failed';
      // As the exporter reads a request: method, route and status make its name and its result.
      const request = {
        'http.request.method': 'POST',
        'http.route': '/api/messages',
        'http.response.status_code': failed ? 500 : 200,
      };
      const attributes = { ...request, kind, ...requestFields() };
      record(tracer, 'turn', { kind: SpanKind.SERVER, attributes, failed, seconds });
    },
    delivered(result, seconds) {
      const failed = result !== 'ok';
      record(tracer, 'deliver to Teams', { kind: SpanKind.CLIENT, attributes: { result }, failed, seconds });
    },
    close: () => spans.shutdown(),
  };
}

interface Done {
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  readonly failed: boolean;
  readonly seconds: number;
}

/** A span of a finished operation. */
function record(tracer: Tracer, name: string, { kind, attributes, failed, seconds }: Done): void {
  const end = Date.now();
  const span = tracer.startSpan(name, { kind, attributes, startTime: end - seconds * 1000 });
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(end);
}
