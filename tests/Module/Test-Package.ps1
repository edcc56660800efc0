<#
.SYNOPSIS
    Imports a packaged module in this new process and tries it; throws where it is not whole.
#>
param(
    # The folder of the package: <name>/<version>.
    [Parameter(Mandatory)] [string] $Path
)

Set-StrictMode -Version 3
$ErrorActionPreference = 'Stop'

$manifest = Import-PowerShellDataFile "$Path/RfaAuth.psd1"
# By name and version, as users do: from a module path.
$env:PSModulePath = (Split-Path (Split-Path $Path)) + [System.IO.Path]::PathSeparator + $env:PSModulePath
Import-Module RfaAuth -RequiredVersion $manifest.ModuleVersion
$module = Get-Module RfaAuth
if ($module.ModuleBase -ne (Get-Item $Path).FullName) { throw "The module came from $($module.ModuleBase)." }
$missing = $manifest.CmdletsToExport | Where-Object { $_ -notin $module.ExportedCmdlets.Keys }
if ($missing) { throw "The package lacks $missing." }
if ((Get-Help Connect-RfaApi).Synopsis -notmatch 'Signs in') { throw 'The package lacks its help.' }
$id = try { Connect-RfaApi -Api Toggle } catch { $_.FullyQualifiedErrorId }
if ($id -notlike 'EndpointRequired,*') { throw "The packaged module does not work: $id" }
'The package imports and works.'
