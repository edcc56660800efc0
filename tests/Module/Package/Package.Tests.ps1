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
        $clone = "$PSScriptRoot/../../.."
        $pages = 'docs/*.md', 'docs/cmdlets/*.md', 'en-US/*' | ForEach-Object { $place = Split-Path $_; Get-ChildItem "$clone/$_" -File | ForEach-Object { "$place/$($_.Name)".Replace('\', '/') } }
        $files | Should -Be (@('RfaAuth.psd1', 'LICENSE', 'README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'module/RfaAuth.Format.ps1xml', 'module/RfaAuth.Types.ps1xml',
                'module/bin/RfaAuth.dll', 'module/bin/RfaAuth.Core.dll', 'module/bin/Newtonsoft.Json.dll') + $pages | Sort-Object)
        $files | Should -Contain 'docs/errors.md'
        $files | Should -Contain 'docs/cmdlets/Connect-RfaApi.md'
        $manifest.FileList | Sort-Object | Should -Be $files
    }

    It 'has the license and the notes of its release in its manifest' {
        $manifest.PrivateData.PSData.LicenseUri | Should -Match '^https://'
        $manifest.PrivateData.PSData.ReleaseNotes | Should -Match '^### '
        (Get-Content "$folder/CHANGELOG.md" -Raw -Encoding UTF8).Replace("`r`n", "`n") | Should -BeLike "*$([WildcardPattern]::Escape($manifest.PrivateData.PSData.ReleaseNotes.Replace("`r`n", "`n").Substring(0, 200)))*"
    }

    It 'leads to the web where its manifest says where the project is' {
        $online = Invoke-WithPackage '(Get-Help Connect-RfaApi).relatedLinks.navigationLink[0].uri'
        $project = $manifest.PrivateData.PSData['ProjectUri']
        if ($project) { $online | Should -Be "$project/blob/HEAD/docs/cmdlets/Connect-RfaApi.md" } else { $online | Should -BeNullOrEmpty }
    }

    It 'is imported by its name, with all its cmdlets' {
        Invoke-WithPackage '(Get-Module RfaAuth).ModuleBase; (Get-Module RfaAuth).ExportedCmdlets.Keys | Sort-Object' | Should -Be (@($folder) + ($manifest.CmdletsToExport | Sort-Object))
    }

    It 'has its help, whatever the language of the user: <_>' -ForEach 'de-DE', 'tr-TR', 'en-GB', '' {
        $lines = Invoke-WithPackage "[cultureinfo]::CurrentUICulture = '$_'; [cultureinfo]::CurrentUICulture.Name; (Get-Help Connect-RfaApi).Synopsis; @(Get-Help about_RfaAuth*).Count; (Get-Help about_RfaAuth_Lists | Out-String).Length"
        $lines[0] | Should -Be $_
        $lines[1] | Should -Match 'Signs in'
        [int] $lines[2] | Should -Be @(Get-ChildItem "$folder/en-US/about_*").Count
        [int] $lines[3] | Should -BeGreaterThan 3000
    }

    It 'works' { Invoke-WithPackage 'try { Connect-RfaApi -Api Toggle } catch { $_.FullyQualifiedErrorId }' | Should -Match '^EndpointRequired,' }
}
