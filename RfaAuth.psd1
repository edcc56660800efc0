@{
    RootModule             = 'module/bin/RfaAuth.dll'
    ModuleVersion          = '0.1.0'
    GUID                   = '5b0f3f5e-6f5c-4d0e-9a1f-2c8a7b3e9d41'
    Author                 = 'RfaAuth contributors'
    CompanyName            = 'RfaAuth contributors'
    Copyright              = '(c) RfaAuth contributors. MIT license.'
    Description            = 'Signs in to the Red Flag Alert and Toggle GraphQL services, keeps their tokens fresh and runs queries and mutations: for interactive use, scheduled scripts and automation runbooks.'

    PowerShellVersion      = '5.1'
    CompatiblePSEditions   = @('Desktop', 'Core')
    DotNetFrameworkVersion = '4.7.2'

    FormatsToProcess       = @('module/RfaAuth.Format.ps1xml')
    TypesToProcess         = @('module/RfaAuth.Types.ps1xml')

    CmdletsToExport        = @(
        'Connect-RfaApi'
        'Disconnect-RfaApi'
        'Get-RfaAccessToken'
        'Get-RfaSchema'
        'Get-RfaSession'
        'Invoke-RfaGraphQL'
        'New-RfaQuery'
        'Select-RfaSession'
        'Test-RfaQuery'
        'Update-RfaToken'
    )
    FunctionsToExport      = @()
    VariablesToExport      = @()
    AliasesToExport        = @()

    PrivateData            = @{
        PSData = @{
            Tags         = @('GraphQL', 'RedFlagAlert', 'Toggle', 'API', 'Authentication', 'OAuth', 'JWT', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri   = 'https://licenses.nuget.org/MIT'
            # Offered where tokens are to be stored, and not required: the module imports without it.
            ExternalModuleDependencies = @('Microsoft.PowerShell.SecretManagement')
            ReleaseNotes = 'See CHANGELOG.md.'
        }
    }
}
