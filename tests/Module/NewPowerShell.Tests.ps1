#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module "$PSScriptRoot/NewPowerShell.psm1"
    foreach ($file in 'both/pwsh', 'both/powershell.exe', 'windows/powershell.exe') { $null = New-Item "$TestDrive/$file" -Force }
}

Describe 'Another PowerShell' {
    It 'is started as <Expected> from <ProcessPath>' -ForEach @(
        @{ ProcessPath = '/usr/bin/pwsh'; Expected = '/usr/bin/pwsh' }
        @{ ProcessPath = '/opt/pwsh.exe'; Expected = '/opt/pwsh.exe' }
        @{ ProcessPath = '/windows/PowerShell.exe'; Expected = '/windows/PowerShell.exe' }
        # A dotnet tool.
        @{ ProcessPath = '/usr/share/dotnet/dotnet'; Expected = '/usr/share/dotnet/dotnet', '{0}/pwsh.dll' }
        # Another host: an editor, a runbook.
        @{ ProcessPath = '/opt/editor'; Expected = '{0}/pwsh' }
        @{ ProcessPath = '/opt/editor'; Folder = 'windows'; Expected = '{0}/powershell.exe' }
    ) {
        $folder = "$TestDrive/$(if ($Folder) { $Folder } else { 'both' })"
        @(Get-PowerShellCommand $ProcessPath $folder) -replace '\\', '/' | Should -Be @($Expected | ForEach-Object { $_ -f ($folder -replace '\\', '/') })
    }

    It 'is the same as this one, and gets its arguments unchanged' {
        $answer = Invoke-PowerShell -NoProfile -NonInteractive -Command '$PSVersionTable.PSVersion.ToString(); $PSHOME; "a  b"; exit 3'
        $LASTEXITCODE | Should -Be 3
        $answer | Should -Be "$($PSVersionTable.PSVersion)", $PSHOME, 'a  b'
    }

    It 'is started with its program alone if that is enough' {
        Mock Get-PowerShellCommand { 'dotnet' } -ModuleName NewPowerShell
        Invoke-PowerShell --version | Should -Be (dotnet --version)
    }
}
