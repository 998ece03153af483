// Everything the bot needs in Azure: one identity, one web app, one private database, and somebody to tell.
// No secret is made: the bot signs in to Teams and to PostgreSQL as its managed identity.
// tests/ship/bicep.test.ts reads these files with a parser of Bicep, not with Azure's compiler: see `az deployment group what-if`.

@minLength(4)
@maxLength(20)
@description('Begins the name of everything here; unique in all of Azure.')
param resourceBaseName string

@maxLength(42)
@description('The name of the bot in Azure; people see the one in the app package.')
param botDisplayName string

// What the Trust chooses: env/.env.NAME says what each is, and docs/settings.md how it is written.
param trusts string
param workingHours string
param allowedTenants string
param closeAfterDays string
param purgeAfterDays string
param readScreens string
param offerHelp string

@description('Where alerts are sent.')
param operationsEmail string

@description('UK South keeps the data in England.')
param location string = 'uksouth'

@description('P0v3 is the smallest plan without shared processors. B1 does for trying it out.')
param webAppSku string = 'P0v3'

@minValue(1)
@maxValue(4)
@description('How many instances run. Two stay up while Azure moves one.')
param instances int = 2

@description('Standard_B1ms does for one Trust. Choose a GeneralPurpose size for databaseHighAvailability.')
param databaseSku string = 'Standard_B1ms'

@allowed(['Burstable', 'GeneralPurpose'])
param databaseTier string = 'Burstable'

@description('A second database in another building. Needs the GeneralPurpose tier.')
param databaseHighAvailability bool = false

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: resourceBaseName
  location: location
}

module network 'modules/network.bicep' = {
  name: 'network'
  params: {
    name: resourceBaseName
    location: location
  }
}

module database 'modules/database.bicep' = {
  name: 'database'
  params: {
    name: resourceBaseName
    location: location
    sku: databaseSku
    tier: databaseTier
    highAvailability: databaseHighAvailability
    subnetId: network.outputs.databaseSubnetId
    privateDnsZoneId: network.outputs.privateDnsZoneId
    administratorId: identity.properties.principalId
    administratorName: identity.name
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  params: {
    name: resourceBaseName
    location: location
  }
}

module webApp 'modules/web-app.bicep' = {
  name: 'web-app'
  params: {
    name: resourceBaseName
    location: location
    sku: webAppSku
    instances: instances
    subnetId: network.outputs.appSubnetId
    identityId: identity.id
    workspaceId: monitoring.outputs.workspaceId
    settings: {
      MicrosoftAppType: 'UserAssignedMSI'
      MicrosoftAppId: identity.properties.clientId
      MicrosoftAppTenantId: identity.properties.tenantId
      TRUSTS: trusts
      WORKING_HOURS: workingHours
      ALLOWED_TENANTS: allowedTenants
      CLOSE_AFTER_DAYS: closeAfterDays
      PURGE_AFTER_DAYS: purgeAfterDays
      READ_SCREENS: readScreens
      OFFER_HELP: offerHelp
      DATABASE_URL: 'postgres://${identity.name}@${database.outputs.host}:5432/${database.outputs.database}?sslmode=verify-full'
      // Which identity @azure/identity signs in as.
      AZURE_CLIENT_ID: identity.properties.clientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
    }
  }
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  params: {
    name: resourceBaseName
    displayName: botDisplayName
    endpoint: 'https://${webApp.outputs.host}/api/messages'
    identityId: identity.id
    clientId: identity.properties.clientId
    tenantId: identity.properties.tenantId
  }
}

module alerts 'modules/alerts.bicep' = {
  name: 'alerts'
  params: {
    name: resourceBaseName
    location: location
    email: operationsEmail
    host: webApp.outputs.host
    webAppId: webApp.outputs.id
    databaseId: database.outputs.id
    applicationInsightsId: monitoring.outputs.id
  }
}

// The toolkit writes these into env/.env.NAME.
output AZURE_APP_SERVICE_RESOURCE_ID string = webApp.outputs.id
output BOT_ID string = identity.properties.clientId
output BOT_DOMAIN string = webApp.outputs.host
output BOT_ENDPOINT string = 'https://${webApp.outputs.host}'
