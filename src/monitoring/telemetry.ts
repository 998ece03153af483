import { AzureMonitorMetricExporter, AzureMonitorTraceExporter } from '@azure/monitor-opentelemetry-exporter';
import { type Attributes, SpanKind, SpanStatusCode, type Tracer } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, BatchSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { keepExporterToItself } from '../config/config.ts';
import { requestFields } from '../logging/request-id.ts';
import type { Counts } from './metrics-instruments.ts';
import type { Watcher } from './watcher.ts';

export interface TelemetryDeps {
  /** Application Insights' own; names the one host that is written to. */
  readonly connectionString: string;
  readonly count: () => Promise<Counts>;
}

/** Figures on their way to Azure Monitor. */
export interface Telemetry extends Watcher {
  /** Sends what is left, and ends. */
  close(): Promise<void>;
}

const COUNT_EVERY_MS = 60_000;
/** A process that is told to end has other things to finish. */
const CLOSE_MS = 3000;
const GAUGES = ['deliveries', 'cases', 'walks', 'warnings'] as const;

/**
 * Turns and deliveries as spans, and what `/metrics` counts as metrics. Made by hand: nothing is taken from requests,
 * queries or errors, so that nothing about anybody can be in it. Never throws where Azure does not answer.
 */
export function startTelemetry({ connectionString, count }: TelemetryDeps): Telemetry {
  keepExporterToItself();
  // Nothing is laid by on disk.
  const options = { connectionString, disableOfflineStorage: true };
  const resource = resourceFromAttributes({ 'service.name': 'esr-access-bot' });
  const spans = new BasicTracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor(new AzureMonitorTraceExporter(options))],
  });
  const exporter = new AzureMonitorMetricExporter(options);
  const metrics = new MeterProvider({
    resource,
    readers: [new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: COUNT_EVERY_MS })],
  });
  measure(metrics, count);
  const tracer = spans.getTracer('esr-access-bot');
  return {
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
    async close() {
      const done = Promise.allSettled([spans.shutdown(), metrics.shutdown()]);
      await Promise.race([done, new Promise((resolve) => setTimeout(resolve, CLOSE_MS).unref())]);
    },
  };
}

interface Done {
  readonly kind: SpanKind;
  readonly attributes: Attributes;
  readonly failed: boolean;
  readonly seconds: number;
}

/** What is over already. */
function record(tracer: Tracer, name: string, { kind, attributes, failed, seconds }: Done): void {
  const end = Date.now();
  const span = tracer.startSpan(name, { kind, attributes, startTime: end - seconds * 1000 });
  if (failed) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end(end);
}

function measure(provider: MeterProvider, count: () => Promise<Counts>): void {
  const meter = provider.getMeter('esr-access-bot');
  const gauges = GAUGES.map((kind) => [kind, meter.createObservableGauge(`esr_bot_${kind}`)] as const);
  meter.addBatchObservableCallback(
    async (result) => {
      const counts = await count();
      for (const [kind, gauge] of gauges) {
        for (const { count: value, ...labels } of counts[kind]) result.observe(gauge, value, labels);
      }
    },
    gauges.map(([, gauge]) => gauge),
  );
}
