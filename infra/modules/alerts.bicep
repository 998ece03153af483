// Who is told, and of what. docs/operating.md says what each one means and what to do.
param name string
param location string
param email string
param host string
param webAppId string
param databaseId string
param applicationInsightsId string

resource operations 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: '${name}-operations'
  location: 'global'
  properties: {
    groupShortName: 'ESR bot'
    enabled: true
    emailReceivers: [
      {
        name: 'operations'
        emailAddress: email
        useCommonAlertSchema: true
      }
    ]
  }
}

// Ask the bot itself, from outside, every five minutes: does it serve, and does it warn of anything?
var questions = [
  {
    name: 'not-ready'
    description: 'The bot says that it is not ready, or does not answer.'
    severity: 1
    text: '"status":"ready"'
    wanted: true
  }
  {
    name: 'warning'
    description: 'The bot serves, and warns of something: a chat it cannot reach, cards it could not deliver, a secret that ends.'
    severity: 2
    text: '"warnings"'
    wanted: false
  }
]

resource readiness 'Microsoft.Insights/webtests@2022-06-15' = [
  for one in questions: {
    name: '${name}-ask-${one.name}'
    location: location
    kind: 'standard'
    tags: {
      'hidden-link:${applicationInsightsId}': 'Resource'
    }
    properties: {
      SyntheticMonitorId: '${name}-ask-${one.name}'
      Name: '${name}-ask-${one.name}'
      Enabled: true
      Frequency: 300
      Timeout: 30
      Kind: 'standard'
      RetryEnabled: true
      Locations: [
        {
          Id: 'emea-ru-msa-edge' // UK South
        }
        {
          Id: 'emea-se-sto-edge' // UK West
        }
      ]
      Request: {
        RequestUrl: 'https://${host}/readyz'
        HttpVerb: 'GET'
      }
      ValidationRules: {
        ExpectedHttpStatusCode: 200
        SSLCheck: true
        SSLCertRemainingLifetimeCheck: 7
        ContentValidation: {
          ContentMatch: one.text
          PassIfTextFound: one.wanted
        }
      }
    }
  }
]

resource answers 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for (one, index) in questions: {
    name: '${name}-${one.name}'
    location: 'global'
    properties: {
      description: one.description
      severity: one.severity
      enabled: true
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      scopes: [
        readiness[index].id
        applicationInsightsId
      ]
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
        webTestId: readiness[index].id
        componentId: applicationInsightsId
        failedLocationCount: 2
      }
      actions: [
        {
          actionGroupId: operations.id
        }
      ]
    }
  }
]

var thresholds = [
  {
    name: 'instance-down'
    description: 'An instance does not answer its health check.'
    scope: webAppId
    namespace: 'Microsoft.Web/sites'
    metric: 'HealthCheckStatus'
    operator: 'LessThan'
    threshold: 100
    aggregation: 'Average'
    severity: 2
  }
  {
    name: 'errors'
    description: 'Turns fail.'
    scope: webAppId
    namespace: 'Microsoft.Web/sites'
    metric: 'Http5xx'
    operator: 'GreaterThan'
    threshold: 5
    aggregation: 'Total'
    severity: 2
  }
  {
    name: 'database-full'
    description: 'The database has used four fifths of its storage.'
    scope: databaseId
    namespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
    metric: 'storage_percent'
    operator: 'GreaterThan'
    threshold: 80
    aggregation: 'Average'
    severity: 2
  }
  {
    name: 'database-busy'
    description: 'The database has worked at more than 90 % for a quarter of an hour.'
    scope: databaseId
    namespace: 'Microsoft.DBforPostgreSQL/flexibleServers'
    metric: 'cpu_percent'
    operator: 'GreaterThan'
    threshold: 90
    aggregation: 'Average'
    severity: 3
  }
]

resource alerts 'Microsoft.Insights/metricAlerts@2018-03-01' = [
  for one in thresholds: {
    name: '${name}-${one.name}'
    location: 'global'
    properties: {
      description: one.description
      severity: one.severity
      enabled: true
      evaluationFrequency: 'PT5M'
      windowSize: 'PT15M'
      scopes: [
        one.scope
      ]
      criteria: {
        'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
        allOf: [
          {
            criterionType: 'StaticThresholdCriterion'
            name: one.name
            metricNamespace: one.namespace
            metricName: one.metric
            operator: one.operator
            threshold: one.threshold
            timeAggregation: one.aggregation
          }
        ]
      }
      actions: [
        {
          actionGroupId: operations.id
        }
      ]
    }
  }
]
