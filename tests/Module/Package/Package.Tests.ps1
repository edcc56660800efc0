#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The package itself, RFAAUTH_TEST_PACKAGE: imported by name and version from a module path, as users do, in a process of its own.

BeforeAll {
    Import-Module "$PSScriptRoot/../NewPowerShell.psm1"
    $folder = (Get-Item $env:RFAAUTH_TEST_PACKAGE).FullName
    $manifest = Import-PowerShellDataFile "$folder/RfaAuth.psd1"

    function Invoke-WithPackage([string] $Script) {
        $before = $env:PSModulePath
        try {
            $env:PSModulePath = (Split-Path (Split-Path $folder)) + [System.IO.Path]::PathSeparator + $before
            $text = "`$ProgressPreference = 'SilentlyContinue'; Import-Module RfaAuth -RequiredVersion $($manifest.ModuleVersion); $Script"
            $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
            Invoke-PowerShell -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1 | ForEach-Object { "$_" }
        }
        finally { $env:PSModulePath = $before }
    }
}

Describe 'The package' {
    It 'has what ships and nothing else' {
        $files = Get-ChildItem $folder -Recurse -File | ForEach-Object { $_.FullName.Substring($folder.Length + 1).Replace('\', '/') } | Sort-Object
        $files | Should -Be (@('RfaAuth.psd1', 'LICENSE', 'README.md', 'CHANGELOG.md', 'module/RfaAuth.Format.ps1xml', 'module/RfaAuth.Types.ps1xml', 'module/bin/RfaAuth.dll', 'module/bin/RfaAuth.Core.dll',
                'module/bin/Newtonsoft.Json.dll', 'en-US/RfaAuth.dll-Help.xml', 'en-US/about_RfaAuth.help.txt') | Sort-Object)
    }

    It 'is imported by its name, with all its cmdlets' {
        Invoke-WithPackage '(Get-Module RfaAuth).ModuleBase; (Get-Module RfaAuth).ExportedCmdlets.Keys | Sort-Object' | Should -Be (@($folder) + ($manifest.CmdletsToExport | Sort-Object))
    }

    It 'has its help' { Invoke-WithPackage '(Get-Help Connect-RfaApi).Synopsis' | Should -Match 'Signs in' }

    It 'works' { Invoke-WithPackage 'try { Connect-RfaApi -Api Toggle } catch { $_.FullyQualifiedErrorId }' | Should -Match '^EndpointRequired,' }
}
