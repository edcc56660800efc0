@{
    ModuleVersion     = '1.0'
    GUID              = '0b6b4a0e-5d0f-4c8a-9d0a-6c1f3f2f8a12'
    RootModule        = 'FaultyVault.Extension.psm1'
    FunctionsToExport = @('Get-Secret', 'Set-Secret', 'Remove-Secret', 'Get-SecretInfo', 'Test-SecretVault')
}
