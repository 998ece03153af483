// PostgreSQL without a public address and without passwords: only Entra identities sign in.
param name string
param location string
param sku string
param tier string
param highAvailability bool
param subnetId string
param privateDnsZoneId string
param administratorId string
param administratorName string

resource server 'Microsoft.DBforPostgreSQL/flexibleServers@2025-08-01' = {
  name: '${name}-db'
  location: location
  sku: {
    name: sku
    tier: tier
  }
  properties: {
    version: '17'
    authConfig: {
      activeDirectoryAuth: 'Enabled'
      passwordAuth: 'Disabled'
      tenantId: tenant().tenantId
    }
    network: {
      delegatedSubnetResourceId: subnetId
      privateDnsZoneArmResourceId: privateDnsZoneId
      publicNetworkAccess: 'Disabled'
    }
    storage: {
      storageSizeGB: 32
      autoGrow: 'Enabled'
    }
    backup: {
      backupRetentionDays: 14
      geoRedundantBackup: 'Disabled'
    }
    highAvailability: {
      mode: highAvailability ? 'ZoneRedundant' : 'Disabled'
    }
  }
}

resource database 'Microsoft.DBforPostgreSQL/flexibleServers/databases@2025-08-01' = {
  parent: server
  name: 'esr'
  properties: {
    charset: 'UTF8'
    collation: 'en_US.utf8'
  }
}

// The bot owns this server, which holds nothing else; so it can make its own tables. Not a superuser.
resource administrator 'Microsoft.DBforPostgreSQL/flexibleServers/administrators@2025-08-01' = {
  parent: server
  name: administratorId
  properties: {
    principalName: administratorName
    principalType: 'ServicePrincipal'
    tenantId: tenant().tenantId
  }
  // The server takes one change at a time.
  dependsOn: [
    database
  ]
}

output id string = server.id
output host string = server.properties.fullyQualifiedDomainName
output database string = database.name
