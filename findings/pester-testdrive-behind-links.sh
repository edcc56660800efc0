#!/usr/bin/env bash
# Pester 5.9.1 and 6.2.0 delete files outside of TestDrive, behind a link in it.
#
# At the end of a block Pester deletes what the block added to TestDrive. It finds that by listing the folder with all below it, and the list goes
# through links to other folders. So a file that is made in a linked folder while the block runs, by whomever, is deleted there, although Pester
# documents TestDrive as a folder of its own. Files that were there before are kept. The list is made and compared for each block: with a link to
# a folder of thirty thousand files that took minutes. Link such folders from a temporary folder of the test's own.
#
# Output seen, in PowerShell 7.6.9:
#   Pester 5.9.1: passed 2; behind the link: before.txt
#   Pester 6.2.0: passed 2; behind the link: before.txt
set -euo pipefail
seen=$(sed -n 's/^#   //p' "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat > pester.csproj <<'XML'
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup><TargetFramework>net10.0</TargetFramework><RestorePackagesPath>packages</RestorePackagesPath></PropertyGroup>
  <ItemGroup><PackageDownload Include="Pester" Version="[5.9.1];[6.2.0]" /></ItemGroup>
</Project>
XML
dotnet restore --verbosity quiet
mkdir elsewhere
cat > links.tests.ps1 <<'PS'
Describe 'a link' {
    BeforeAll { $null = New-Item -ItemType SymbolicLink "$TestDrive/link" -Target $env:ELSEWHERE }
    Context 'a block' {
        It 'makes a file in the folder itself' { Set-Content "$env:ELSEWHERE/made.txt" 'made' }
    }
    Context 'the next block' {
        It 'runs' { $true | Should -BeTrue }
    }
}
PS
cat > run.ps1 <<'PS'
param($Version)
Import-Module "$PSScriptRoot/packages/pester/$Version/tools/Pester.psd1"
$env:ELSEWHERE = "$PSScriptRoot/elsewhere"
Set-Content "$env:ELSEWHERE/before.txt" 'before'
$run = Invoke-Pester "$PSScriptRoot/links.tests.ps1" -PassThru -Output None
"Pester ${Version}: passed $($run.PassedCount); behind the link: $((Get-ChildItem $env:ELSEWHERE).Name -join ', ')"
PS
for version in 5.9.1 6.2.0; do
  dotnet tool exec powershell@7.6.9 --yes -- -NoProfile -File run.ps1 $version
done | tee seen.txt
diff seen.txt <(echo "$seen")
