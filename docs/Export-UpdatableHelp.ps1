<#
.SYNOPSIS
    Makes the files that Update-Help asks for, from a package. Put them at the address that the package names as HelpInfoURI.
.DESCRIPTION
    <module>_<guid>_HelpInfo.xml says which help there is. PowerShell on Linux and macOS takes it from a .zip, on Windows from a .cab. Only Windows has
    makecab, so the .cab is made there alone.
.EXAMPLE
    ./docs/Export-UpdatableHelp.ps1 -Package output/RfaAuth/0.1.0 -HelpInfoUri https://example.com/help -Path output/help
#>
[CmdletBinding()]
param(
    # The folder of the package.
    [Parameter(Mandatory)] [string] $Package,

    # The address of the files on the web.
    [Parameter(Mandatory)] [uri] $HelpInfoUri,

    # The folder to write to. What is there is replaced.
    [Parameter(Mandatory)] [string] $Path
)
Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$manifest = Import-PowerShellDataFile (Get-Item "$Package/*.psd1").FullName
$name = "$((Get-Item "$Package/*.psd1").BaseName)_$($manifest.GUID)"
if (Test-Path $Path) { Remove-Item $Path -Recurse -Force }
$folder = (New-Item $Path -ItemType Directory -Force).FullName

Set-Content "$folder/${name}_HelpInfo.xml" -Encoding utf8 -Value @"
<?xml version="1.0" encoding="utf-8"?>
<HelpInfo xmlns="http://schemas.microsoft.com/powershell/help/2010/05">
  <HelpContentURI>$([System.Security.SecurityElement]::Escape($HelpInfoUri.AbsoluteUri))</HelpContentURI>
  <SupportedUICultures>
    <UICulture>
      <UICultureName>en-US</UICultureName>
      <UICultureVersion>$($manifest.ModuleVersion)</UICultureVersion>
    </UICulture>
  </SupportedUICultures>
</HelpInfo>
"@
$content = "${name}_en-US_HelpContent"
Compress-Archive "$Package/en-US/*" "$folder/$content.zip"
if ($makecab = Get-Command makecab.exe -ErrorAction Ignore) {
    $directives = "$folder/$content.ddf"
    Set-Content $directives -Value (@(".Set CabinetNameTemplate=$content.cab", ".Set DiskDirectoryTemplate=""$folder""", '.Set MaxDiskSize=0', '.Set RptFileName=nul', '.Set InfFileName=nul') +
        @(Get-ChildItem "$Package/en-US" -File | ForEach-Object { """$($_.FullName)""" }))
    & $makecab /F $directives | Out-Null
    if ($LASTEXITCODE) { throw "makecab ended with exit code $LASTEXITCODE." }
    Remove-Item $directives
}
