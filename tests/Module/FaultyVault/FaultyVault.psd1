@{
    ModuleVersion     = '1.0'
    GUID              = '0b6b4a0e-5d0f-4c8a-9d0a-6c1f3f2f8a11'
    Description       = 'A vault for tests that misbehaves on demand.'
    NestedModules     = @('./FaultyVault.Extension')
    FunctionsToExport = @()
}
