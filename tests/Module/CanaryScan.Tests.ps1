#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The scanner that the suites rely on finds what is planted, in each place and in each form.

BeforeDiscovery {
    $sinks = 'Format-List', 'Format-Custom', 'Out-String', 'ConvertTo-Json', 'ConvertTo-Csv', 'CLIXML', 'Get-Member', 'ToString', 'reflection'
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/CanaryScan.psm1"
    $secret = 'Canary-planted-7f3a "x\?'
    $canary = @{ secret = $secret }
    # Records of every stream that say what they are told.
    function Write-EachStream($Text) {
        $ErrorActionPreference = 'Continue'
        Write-Error $Text
        Write-Warning $Text
        Write-Verbose $Text -Verbose
        Write-Debug $Text -Debug
        Write-Information $Text
        Write-Host $Text
    }
}

Describe 'The canary scan' {
    It 'finds a secret in the output of <_>' -ForEach $sinks {
        # As a value, for those that show values; as a name, for Get-Member.
        $planted = [pscustomobject]@{ Name = 'x'; Leak = "before $secret after"; $secret = 1 }
        Find-Canary (Get-ShownText $planted)[$_] $canary | Should -Be 'secret'
        Find-Canary (Get-ShownText ([pscustomobject]@{ Name = 'x' }))[$_] $canary | Should -BeNullOrEmpty
    }

    It 'finds a secret in a stream: <_>' -ForEach 'ErrorRecord', 'WarningRecord', 'VerboseRecord', 'DebugRecord', 'InformationRecord' {
        $type = $_
        $records = @(Write-EachStream $secret *>&1 | Where-Object { $_.GetType().Name -eq $type })
        $records | Should -Not -BeNullOrEmpty
        Find-Canary (Get-PublicText $records) $canary | Should -Be 'secret'
        Find-Canary ($records | Format-List * -Force | Out-String -Width 4000) $canary | Should -Be 'secret'
    }

    It 'finds a secret in a progress record' {
        $record = [System.Management.Automation.ProgressRecord]::new(1, 'activity', 'status')
        $record.CurrentOperation = $secret
        Find-Canary (Get-PublicText $record) $canary | Should -Be 'secret'
    }

    It 'finds a secret in an inner exception of an error' {
        $inner = [exception]::new('inner')
        $inner.Data['secret'] = $secret
        $record = [System.Management.Automation.ErrorRecord]::new([exception]::new('outer', $inner), 'Id', 'NotSpecified', $null)
        Find-Canary (Get-PublicText $record) $canary | Should -Be 'secret'
    }

    It 'finds a secret in the target of an error' {
        $record = [System.Management.Automation.ErrorRecord]::new([exception]::new('outer'), 'Id', 'NotSpecified', @{ deep = @{ deeper = @($secret) } })
        Find-Canary (Get-PublicText $record) $canary | Should -Be 'secret'
    }

    It 'finds a secret in a file: <Kind>' -ForEach @(
        @{ Kind = 'UTF-8'; Encoding = 'utf8' }
        @{ Kind = 'UTF-16'; Encoding = 'unicode' }
        @{ Kind = 'UTF-16, the other way round'; Encoding = 'bigendianunicode' }
    ) {
        $folder = "$TestDrive/$([guid]::NewGuid())"
        $null = New-Item -ItemType Directory "$folder/.hidden"
        Find-Canary (Get-FileText $folder) $canary | Should -BeNullOrEmpty
        Set-Content "$folder/.hidden/.file" "before $secret after" -Encoding $Encoding
        Find-Canary (Get-FileText $folder) $canary | Should -Be 'secret'
    }

    It 'finds a secret in the name of a file' {
        $null = New-Item -ItemType Directory "$TestDrive/named"
        Set-Content "$TestDrive/named/Canary-name-1.txt" 'x'
        Find-Canary (Get-FileText "$TestDrive/named") @{ name = 'Canary-name-1' } | Should -Be 'name'
    }

    It 'finds a secret in the environment' {
        $env:RFAAUTH_TEST_CANARY = $secret
        try { Find-Canary (Get-ProcessText) $canary | Should -Be 'secret' }
        finally { Remove-Item env:RFAAUTH_TEST_CANARY }
        Find-Canary (Get-ProcessText) $canary | Should -BeNullOrEmpty
    }

    It 'finds a secret on the command line' {
        $text = Invoke-PowerShell -NoProfile -NonInteractive -Command "Import-Module '$PSScriptRoot/CanaryScan.psm1'; `$null = 'Canary-line-1'; Find-Canary (Get-ProcessText) @{ line = 'Canary-' + 'line-1' }"
        $text | Should -Be 'line'
    }

    It 'finds a secret in a transcript' {
        $null = Invoke-NewProcess "`$null = Start-Transcript '$TestDrive/transcript/t.txt'; 'Canary-transcript-1' | Out-Default; `$null = Stop-Transcript"
        Find-Canary (Get-FileText "$TestDrive/transcript") @{ said = 'Canary-transcript-1' } | Should -Be 'said'
    }

    It 'finds each encoding of a secret' {
        $bytes = [System.Text.Encoding]::UTF8.GetBytes($secret)
        $wide = [System.Text.Encoding]::Unicode.GetBytes($secret)
        $forms = @($secret; $secret.ToUpperInvariant(); ConvertTo-Json $secret; [uri]::EscapeDataString($secret); [System.Net.WebUtility]::UrlEncode($secret)
            foreach ($content in $bytes, $wide) {
                [BitConverter]::ToString($content)
                [BitConverter]::ToString($content).Replace('-', '')
                # Wherever it stands in what was encoded.
                foreach ($before in 0..4) {
                    $text = [Convert]::ToBase64String([byte[]] (@(65) * $before) + $content + [byte[]] (66, 67))
                    $text
                    $text.Replace('+', '-').Replace('/', '_').TrimEnd('=')
                }
            }
            $secret.ToCharArray() -join [char] 0
            # As CSV doubles the quotation marks.
            $secret.Replace('"', '""')
            [System.Text.Encoding]::GetEncoding(28591).GetString($wide))
        foreach ($form in $forms) { Find-Canary "before $form after" $canary | Should -Be 'secret' -Because $form }
    }
}
