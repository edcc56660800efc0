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
    BeforeDiscovery {
        Import-Module "$PSScriptRoot/../Needs.psm1"
        $help = Get-Need UpdatableHelp
    }

    It 'has the files that ship and no others' {
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

    It 'leads to the web if its manifest has the address of the project' {
        $online = Invoke-WithPackage '(Get-Help Connect-RfaApi).relatedLinks.navigationLink[0].uri'
        $project = $manifest.PrivateData.PSData['ProjectUri']
        if ($project) { $online | Should -Be "$project/blob/HEAD/docs/cmdlets/Connect-RfaApi.md" } else { $online | Should -BeNullOrEmpty }
    }

    It 'is imported by its name, with all its cmdlets' {
        Invoke-WithPackage '(Get-Module RfaAuth).ModuleBase; (Get-Module RfaAuth).ExportedCmdlets.Keys | Sort-Object' | Should -Be (@($folder) + ($manifest.CmdletsToExport | Sort-Object))
    }

    It 'has its help in each language of the user: <_>' -ForEach 'de-DE', 'tr-TR', 'en-GB', '' {
        $lines = Invoke-WithPackage "[cultureinfo]::CurrentUICulture = '$_'; [cultureinfo]::CurrentUICulture.Name; (Get-Help Connect-RfaApi).Synopsis; @(Get-Help about_RfaAuth*).Count; (Get-Help about_RfaAuth_Lists | Out-String).Length"
        $lines[0] | Should -Be $_
        $lines[1] | Should -Match 'Signs in'
        [int] $lines[2] | Should -Be @(Get-ChildItem "$folder/en-US/about_*").Count
        [int] $lines[3] | Should -BeGreaterThan 3000
    }

    It 'has its help brought up to date by Update-Help, where it names an address' @help {
        $newer = New-Item "$TestDrive/newer/RfaAuth/$($manifest.ModuleVersion)" -ItemType Directory
        Copy-Item "$folder/*" $newer -Recurse
        $text = [System.IO.File]::ReadAllText("$newer/RfaAuth.psd1")
        if (-not $manifest['HelpInfoURI']) { [System.IO.File]::WriteAllText("$newer/RfaAuth.psd1", $text.Replace('    PrivateData ', "    HelpInfoURI = 'https://example.com/help'`n    PrivateData ")) }
        $page = "$newer/en-US/RfaAuth.dll-Help.xml"
        $old = [System.IO.File]::ReadAllText($page)
        [System.IO.File]::WriteAllText($page, $old.Replace('Signs in to a service', 'Signs in anew to a service'))
        & "$PSScriptRoot/../../../docs/Export-UpdatableHelp.ps1" -Package $newer -HelpInfoUri https://example.com/help -Path "$TestDrive/help"
        [System.IO.File]::WriteAllText($page, $old)

        # A home of its own, because the help goes there; PowerShell reads it in the next process.
        $before = $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath
        try {
            $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath = "$TestDrive/help-home", $null, ("$TestDrive/newer" + [System.IO.Path]::PathSeparator + $env:PSModulePath)
            $null = New-Item $env:HOME -ItemType Directory
            Invoke-PowerShell -NoProfile -NonInteractive -Command "Update-Help RfaAuth -SourcePath '$TestDrive/help' -UICulture en-US -Scope CurrentUser -Force -ErrorAction Stop"
            Invoke-PowerShell -NoProfile -NonInteractive -Command '(Get-Help Connect-RfaApi).Synopsis' | Should -Match '^Signs in anew to a service'
        }
        finally { $env:HOME, $env:XDG_DATA_HOME, $env:PSModulePath = $before }
    }

    It 'works' { Invoke-WithPackage 'try { Connect-RfaApi -Api Toggle } catch { $_.FullyQualifiedErrorId }' | Should -Match '^EndpointRequired,' }
}

Describe 'The package in a gallery that is a folder' {
    BeforeDiscovery {
        Import-Module "$PSScriptRoot/../Needs.psm1"
        $gallery = Get-Need PSResourceGet
    }

    BeforeAll {
        # A home of its own: what is installed is nobody's, and no repository of the machine is asked.
        function Invoke-AtHome([string] $Script) {
            $before = $env:HOME, $env:XDG_DATA_HOME, $env:XDG_CONFIG_HOME, $env:XDG_CACHE_HOME
            try {
                $env:HOME, $env:XDG_DATA_HOME, $env:XDG_CONFIG_HOME, $env:XDG_CACHE_HOME = "$place/home", $null, $null, $null
                $text = "`$ErrorActionPreference = 'Stop'; `$ProgressPreference = 'SilentlyContinue'; `$feed = '$place/feed'; $Script"
                $encoded = [Convert]::ToBase64String([System.Text.Encoding]::Unicode.GetBytes($text))
                Invoke-PowerShell -NoProfile -NonInteractive -OutputFormat Text -EncodedCommand $encoded 2>&1 | ForEach-Object { "$_" }
            }
            finally { $env:HOME, $env:XDG_DATA_HOME, $env:XDG_CONFIG_HOME, $env:XDG_CACHE_HOME = $before }
        }

        # The same package as another version.
        function Copy-AsVersion([string] $Version, [string] $Label) {
            $copy = "$place/next/$Version$Label/RfaAuth"
            $null = New-Item (Split-Path $copy) -ItemType Directory -Force
            Copy-Item $folder $copy -Recurse
            $text = (Get-Content "$copy/RfaAuth.psd1" -Raw) -replace "(?m)^(\s*ModuleVersion\s*=\s*)'[^']+'", "`$1'$Version'"
            if ($Label) { $text = $text -replace '(?m)^(\s*)ReleaseNotes', "`$1Prerelease = '$Label'`n`$1ReleaseNotes" }
            Set-Content "$copy/RfaAuth.psd1" $text -Encoding utf8
            $copy
        }

        $place = (New-Item "$TestDrive/gallery" -ItemType Directory).FullName
        # Where the home has no folder for settings, NuGet writes its own into the current location.
        $null = New-Item "$place/home/.config", "$place/feed" -ItemType Directory
        $version = [version] $manifest.ModuleVersion
        $next = "$($version.Major).$($version.Minor + 1).0"
        $package = "$(Split-Path (Split-Path $folder))/RfaAuth.$version.nupkg"
    }

    It 'is found by a tag, installed and imported without SecretManagement' @gallery {
        Copy-Item $package "$place/feed"
        $lines = Invoke-AtHome @'
            Register-PSResourceRepository -Name Folder -Uri $feed -Trusted
            Find-PSResource -Tag GraphQL -Repository Folder | ForEach-Object { "found $($_.Name) $($_.Version), $(@($_.Dependencies).Count) dependencies" }
            Install-PSResource RfaAuth -Repository Folder -Scope CurrentUser
            Get-InstalledPSResource RfaAuth | ForEach-Object { "installed $($_.Version)" }
            $env:PSModulePath = "$HOME/.local/share/powershell/Modules" + [IO.Path]::PathSeparator + "$PSHOME/Modules"
            Import-Module RfaAuth
            "$((Get-Module RfaAuth).ModuleBase.StartsWith($HOME)) $((Get-Command -Module RfaAuth).Count)"
            try { Connect-RfaApi -TokenSecret x } catch { "$($_.FullyQualifiedErrorId): $_" }
'@
        $lines[0..2] | Should -Be "found RfaAuth $version, 0 dependencies", "installed $version", "True $(@($manifest.CmdletsToExport).Count)"
        # It says what is missing where it is wanted.
        $lines[3] | Should -Match '^SecretManagementRequired,.*SecretManagement'
    }

    It 'is published, updated to the next version, and removed' @gallery {
        $source = Copy-AsVersion $next
        $lines = Invoke-AtHome @"
            Publish-PSResource -Path '$source' -Repository Folder
            Update-PSResource RfaAuth -Repository Folder
            Get-InstalledPSResource RfaAuth | Sort-Object Version -Descending | ForEach-Object { "installed `$(`$_.Version)" }
            "imported `$((Import-Module RfaAuth -PassThru).Version)"
            Uninstall-PSResource RfaAuth -Version $version
            Get-InstalledPSResource RfaAuth | ForEach-Object { "left `$(`$_.Version)" }
            Uninstall-PSResource RfaAuth
            "left: `$(@(Get-InstalledPSResource RfaAuth -ErrorAction SilentlyContinue).Count)"
"@
        $lines | Should -Be "installed $next", "installed $version", "imported $next", "left $next", 'left: 0'
    }

    It 'is installed as a prerelease only on request' @gallery {
        $source = Copy-AsVersion $next 'preview1'
        Remove-Item "$place/feed/*$next*"
        $lines = Invoke-AtHome @"
            Publish-PSResource -Path '$source' -Repository Folder
            Find-PSResource RfaAuth -Repository Folder | ForEach-Object { "found `$(`$_.Version)`$(`$_.Prerelease)" }
            Find-PSResource RfaAuth -Repository Folder -Prerelease | ForEach-Object { "found `$(`$_.Version)-`$(`$_.Prerelease)" }
            Install-PSResource RfaAuth -Repository Folder -Prerelease -Scope CurrentUser
            Get-InstalledPSResource RfaAuth | ForEach-Object { "installed `$(`$_.Version)-`$(`$_.Prerelease)" }
            `$module = Import-Module RfaAuth -PassThru
            "imported `$(`$module.Version)-`$(`$module.PrivateData.PSData.Prerelease)"
"@
        $lines | Should -Be "found $version", "found $next-preview1", "installed $next-preview1", "imported $next-preview1"
    }
}
