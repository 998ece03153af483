// Setting these replaces all that the web app has. So what somebody set there, such as a service desk's secret, is read first and
// kept. A module of its own, because a template cannot read what it sets. As in Azure Verified Modules, avm/res/web/site.
param appName string
param settings object

@secure()
@description('What the web app has now. Secure, so that no deployment history shows it.')
param kept object

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(kept, settings)
}
